import { MAX_LOG_LINE_BYTES } from '@sdp/protocol';

export const CUT_MARK = ' [line cut here]';

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const MAX_TEXT_BYTES = MAX_LOG_LINE_BYTES - CUT_MARK.length;
/** UTF-8 needs at most three bytes for each UTF-16 unit: below this no counting is needed. */
const SURELY_SHORT = Math.floor(MAX_TEXT_BYTES / 3);

/**
 * Turns the bytes of a child process into lines of text. Characters may be split between chunks; invalid bytes
 * become U+FFFD. A line is handed on, cut and marked, as soon as it reaches `MAX_LOG_LINE_BYTES`; the rest of it is
 * dropped, so that a line without an end needs no memory.
 */
export class LineSplitter {
  private held: Buffer[] = [];
  private heldBytes = 0;
  private isDropping = false;

  push(chunk: Buffer): string[] {
    const lines: string[] = [];
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, start)) {
      if (this.isAtStart && end - start <= MAX_TEXT_BYTES) lines.push(textOf(chunk, start, end));
      else {
        this.hold(chunk.subarray(start, end), lines);
        this.endLine(lines);
      }
      start = end + 1;
    }
    this.hold(chunk.subarray(start), lines);
    return lines;
  }

  /** The last line, when it has no line end. */
  end(): string[] {
    const lines: string[] = [];
    if (this.heldBytes > 0) this.endLine(lines);
    return lines;
  }

  private get isAtStart(): boolean {
    return this.heldBytes === 0 && !this.isDropping;
  }

  private hold(part: Buffer, lines: string[]): void {
    if (this.isDropping || part.length === 0) return;
    const room = MAX_TEXT_BYTES - this.heldBytes;
    this.held.push(Buffer.from(part.subarray(0, room)));
    this.heldBytes += Math.min(part.length, room);
    if (part.length <= room) return;
    lines.push(this.take() + CUT_MARK);
    this.isDropping = true;
  }

  private endLine(lines: string[]): void {
    if (!this.isDropping) lines.push(this.take());
    this.isDropping = false;
  }

  private take(): string {
    const bytes = this.held.length === 1 ? this.held[0]! : Buffer.concat(this.held);
    this.held = [];
    this.heldBytes = 0;
    return textOf(bytes, 0, bytes.length);
  }
}

function textOf(bytes: Buffer, start: number, end: number): string {
  const isWindows = end > start && bytes[end - 1] === CARRIAGE_RETURN;
  return fit(bytes.toString('utf8', start, isWindows ? end - 1 : end));
}

/** Replacing invalid bytes makes a text longer, and a cut may split its last character. */
function fit(text: string): string {
  if (text.length <= SURELY_SHORT || Buffer.byteLength(text) <= MAX_TEXT_BYTES) return text;
  return Buffer.from(text)
    .subarray(0, MAX_TEXT_BYTES)
    .toString('utf8')
    .replace(/\uFFFD+$/, '');
}
