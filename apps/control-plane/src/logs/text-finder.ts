import { visibleText } from './visible-text.js';

const ESCAPE = 0x1b;
const RETURN = 0x0d;
/** As line-parts.ts has it, whatever the case. */
const HEAD = /\d{4}-\d\d-\d\dt\d\d:\d\d:\d\d\.\d{3}z [a-z]{1,16} (?:out|err|sdp) ?/iy;
// eslint-disable-next-line no-control-regex
const ASCII = /^[\x00-\x7f]*$/;

/** Finds the lines of a log that show a text: in what the programs wrote, not in the times and steps before it. */
export class TextFinder {
  private readonly wanted: string;
  private readonly encoding: 'latin1' | 'utf8';

  constructor(
    text: string,
    private readonly matchCase: boolean,
  ) {
    this.wanted = this.folded(text);
    // ASCII looks the same in both, and a byte per character is read several times as fast.
    this.encoding = ASCII.test(text) ? 'latin1' : 'utf8';
  }

  /** Calls back with the place of each such line among the block's lines, from 0. The block has whole lines. */
  find(block: Buffer, found: (line: number) => void): void {
    const log = this.folded(block.toString(this.encoding));
    if (block.includes(ESCAPE) || block.includes(RETURN)) this.findVisible(log, found);
    else this.findPlain(log, found);
  }

  /** From match to match: what has none is passed over as fast as memory is read. */
  private findPlain(log: string, found: (line: number) => void): void {
    let line = 0;
    let counted = 0;
    for (let at = log.indexOf(this.wanted); at >= 0;) {
      for (let end = log.indexOf('\n', counted); end >= 0 && end < at; end = log.indexOf('\n', counted)) {
        counted = end + 1;
        line += 1;
      }
      const textAt = textStart(log, counted);
      const newline = log.indexOf('\n', at);
      const end = newline < 0 ? log.length : newline;
      const inText = at >= textAt ? at : log.indexOf(this.wanted, textAt);
      if (inText >= 0 && inText < end) found(line);
      at = at >= textAt || inText < 0 || inText < end ? log.indexOf(this.wanted, end) : inText;
    }
  }

  private findVisible(log: string, found: (line: number) => void): void {
    for (let line = 0, start = 0; start < log.length; line++) {
      const newline = log.indexOf('\n', start);
      const end = newline < 0 ? log.length : newline;
      if (visibleText(log.slice(textStart(log, start), end)).includes(this.wanted)) found(line);
      start = end + 1;
    }
  }

  private folded(text: string): string {
    return this.matchCase ? text : text.toLowerCase();
  }
}

function textStart(log: string, lineStart: number): number {
  HEAD.lastIndex = lineStart;
  return HEAD.test(log) ? HEAD.lastIndex : lineStart;
}
