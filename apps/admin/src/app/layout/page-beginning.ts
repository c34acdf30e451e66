/** A heading that stands in until the page knows what it shows is about to go. */
const HEADING = 'h1:not([data-provisional])';

/**
 * Puts the keyboard at a page's beginning, as after a real page load: at its heading, which a screen reader then reads,
 * or where a form says that one begins to type. While neither is there yet, at the page as a whole.
 */
export function beginPage(content: HTMLElement): void {
  if (beginAt(content)) return;
  content.focus({ preventScroll: true });
  const arrival = new MutationObserver(() => {
    const hasMovedOn = content.ownerDocument.activeElement !== content;
    if (hasMovedOn || beginAt(content)) arrival.disconnect();
  });
  arrival.observe(content, { childList: true, subtree: true });
}

function beginAt(content: HTMLElement): boolean {
  const field = content.querySelector<HTMLElement>('[data-begin-here]');
  const heading = content.querySelector<HTMLElement>(HEADING);
  heading?.setAttribute('tabindex', '-1');
  (field ?? heading)?.focus({ preventScroll: field === null });
  return field !== null || heading !== null;
}
