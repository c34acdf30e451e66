/* eslint-disable no-control-regex -- that is what it is about */
const COLOUR = /\u001b\[[0-9;]*m/g;
const SEQUENCE = /\u001b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\n\u0007\u001b]*(?:\u0007|\u001b\\)?|[ -/]*[0-~])/g;
const CONTROL = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g;

/**
 * Text of somebody else for a terminal: it may colour itself, where colours are on, and nothing more. Sequences that
 * move the cursor, set titles or write the clipboard are taken out. Lines stay: what one begins does not hide the next.
 */
export function safeText(text: string, mayColour: boolean): string {
  if (!mayColour) return withoutControl(text);
  const colours = text.match(COLOUR) ?? [];
  const safe = text
    .split(COLOUR)
    .map((part, index) => withoutControl(part) + (colours[index] ?? ''))
    .join('');
  return colours.length > 0 ? `${safe}\u001b[0m` : safe;
}

function withoutControl(text: string): string {
  return text.replace(SEQUENCE, '').replace(CONTROL, '');
}
