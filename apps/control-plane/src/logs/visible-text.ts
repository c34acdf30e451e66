/** Colours and other control sequences, strings for the terminal: nothing that a reader of the log sees. */
// eslint-disable-next-line no-control-regex
const UNSEEN = /\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])/g;

/** A line's text as it is shown: what a search looks through, and what says how grave it is. */
export function visibleText(text: string): string {
  const last = text.includes('\r') ? afterLastReturn(text) : text;
  return last.includes('\x1b') ? last.replace(UNSEEN, '') : last;
}

/** Progress bars write their line again and again; the last is what remains to be seen. */
function afterLastReturn(text: string): string {
  const trimmed = text.replace(/\r+$/, '');
  return trimmed.slice(trimmed.lastIndexOf('\r') + 1);
}
