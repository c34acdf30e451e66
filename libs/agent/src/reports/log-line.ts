import { type LogSource, type LogStream, MAX_LOG_LINE_BYTES } from '@sdp/protocol';

const CUT = ' … [SDP: the rest of this line is cut off]';
/** UTF-8 needs at most three bytes for each UTF-16 unit: below this no counting is needed. */
const SURELY_SHORT = Math.floor(MAX_LOG_LINE_BYTES / 3);

/** One line in the format of `log-format.ts`, its line end included. Line ends inside `text` make further lines. */
export function formatLine(at: Date, source: LogSource, stream: LogStream, text: string): string {
  const prefix = `${timestamp(at.getTime())} ${source} ${stream} `;
  if (text.includes('\n'))
    return text.split('\n').reduce((lines, part) => `${lines}${prefix}${cutLine(part)}\n`, '');
  return `${prefix}${cutLine(text)}\n`;
}

let latest = { at: 0, text: new Date(0).toISOString() };

/** Lines come by the hundred in one millisecond, and naming it costs more than all else that a line needs. */
function timestamp(at: number): string {
  if (at !== latest.at) latest = { at, text: new Date(at).toISOString() };
  return latest.text;
}

/** At most `MAX_LOG_LINE_BYTES` bytes, no character cut in two. */
function cutLine(text: string): string {
  if (text.length <= SURELY_SHORT || Buffer.byteLength(text) <= MAX_LOG_LINE_BYTES) return text;
  const room = MAX_LOG_LINE_BYTES - Buffer.byteLength(CUT);
  const bytes = Buffer.from(text);
  return bytes.subarray(0, characterStart(bytes, room)).toString() + CUT;
}

/** The last position up to `position` at which a UTF-8 character starts. */
function characterStart(bytes: Buffer, position: number): number {
  let start = position;
  while (start > 0 && ((bytes[start] ?? 0) & 0xc0) === 0x80) start--;
  return start;
}
