/* What a program may have sent for a terminal and a browser must not act on. Patterns are linear in the line's length. */

/** Strings for the terminal (titles, hyperlinks, clipboard: OSC, DCS, PM, APC, SOS), in 7- and 8-bit form. */
// eslint-disable-next-line no-control-regex
const STRINGS = /(?:\x1b[\]PX^_]|[\x90\x98\x9d-\x9f])[^\x07\x1b\x90\x98\x9c-\x9f]*(?:\x07|\x1b\\|\x9c)/g;
/** Control sequences (ECMA-48 §5.4): cursor moves, erasing, modes, and colours. */
// eslint-disable-next-line no-control-regex
const SEQUENCES = /(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]/g;
/** Any other escape that is not the start of a colour. */
// eslint-disable-next-line no-control-regex
const ESCAPES = /\x1b(?!\[[\d;]*m)(?:[ -/]+[0-~]|[0-Z\\-~])?/g;
// eslint-disable-next-line no-control-regex
const CONTROLS = /[\x00-\x08\x0a-\x1a\x1c-\x1f\x7f-\x9f]/g;
/** Characters that turn the direction of the text after them: what is read would not be what is there. */
const DIRECTIONS = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const LINE_BREAKS = /[\u2028\u2029]/g;
// eslint-disable-next-line no-control-regex
const NEEDS_CLEANING = /[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
// eslint-disable-next-line no-control-regex
const COLOUR = /^\x1b\[[\d;]*m$/;
// eslint-disable-next-line no-control-regex
const COLOURS = /\x1b\[[\d;]*m/g;

const TAB = '    ';

/** A line as it may be shown: nothing left in it but text and colours (`ESC [ … m`). */
export function withoutControls(line: string): string {
  if (!NEEDS_CLEANING.test(line)) return line;
  return afterLastReturn(line)
    .replace(STRINGS, '')
    .replace(SEQUENCES, (sequence) => (COLOUR.test(sequence) ? sequence : ''))
    .replace(ESCAPES, '')
    .replaceAll('\t', TAB)
    .replace(CONTROLS, '')
    .replace(DIRECTIONS, '\ufffd')
    .replace(LINE_BREAKS, ' ');
}

/** The text alone, of a line that has been through `withoutControls`. */
export function withoutColours(line: string): string {
  return line.includes('\x1b') ? line.replace(COLOURS, '') : line;
}

/** Progress bars write their line again and again: what a terminal would show last is what counts. */
function afterLastReturn(line: string): string {
  const trimmed = line.replace(/\r+$/, '');
  return trimmed.slice(trimmed.lastIndexOf('\r') + 1);
}
