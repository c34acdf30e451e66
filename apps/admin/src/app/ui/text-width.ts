/** Where text cannot be measured: about that of a letter, in pixels. */
const LETTER = 7;

const widths = new Map<string, number>();
let context: CanvasRenderingContext2D | null | undefined;

let family: string | undefined;

/** Of a text in the page's own font (`500 12.5px`), in pixels, without asking the page for its layout. */
export function textWidth(text: string, font: string): number {
  const key = `${font} ${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  const width = measure(text, font);
  widths.set(key, width);
  return width;
}

function measure(text: string, font: string): number {
  if (context === undefined) context = document.createElement('canvas').getContext('2d');
  if (!context) return text.length * LETTER;
  // Once: asking for it makes the browser work out every style that is due.
  family ??= getComputedStyle(document.body).fontFamily;
  context.font = `${font} ${family}`;
  return context.measureText(text).width;
}
