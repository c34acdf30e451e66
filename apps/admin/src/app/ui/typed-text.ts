/** Checkboxes and the like are chosen again in a moment; text is not. */
const NO_TEXT = ['checkbox', 'radio', 'file', 'range', 'color', 'button', 'submit', 'reset', 'hidden'];

type TextControl = HTMLInputElement | HTMLTextAreaElement;

/** Knows whether somebody typed into a form: what stands in a field now against what stood there when it was entered. */
export class TypedText {
  private readonly before = new Map<TextControl, string>();

  /** A field is entered for the first time. */
  entered(target: EventTarget | null): void {
    if (isText(target) && !this.before.has(target)) this.before.set(target, target.value);
  }

  isThere(within: Node = document): boolean {
    return [...this.before].some(([control, value]) => within.contains(control) && control.value !== value);
  }
}

function isText(target: EventTarget | null): target is TextControl {
  if (target instanceof HTMLTextAreaElement) return true;
  return target instanceof HTMLInputElement && !NO_TEXT.includes(target.type);
}
