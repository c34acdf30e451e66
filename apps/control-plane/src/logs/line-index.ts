import { LOG_STREAMS, type LogLevelOrNone, type LogSectionView, type LogStream } from '@sdp/protocol';
import { LEVELS, LevelReader } from './level-reader.js';
import { partsAt } from './line-parts.js';

/** Every so many lines the index knows where one begins. */
export const LINES_PER_ENTRY = 256;
/** More runs of steps than any deployment has; what comes then counts as part of the last one. */
const MAX_SECTIONS = 1000;
const FIRST_MARKS = 4096;
const LEVEL_BITS = 3;
const LEVEL_MASK = 0b111;

export interface IndexContent {
  bytes: number;
  lines: number;
  offsets: number[];
  marks: Uint8Array;
  sections: LogSectionView[];
}

/** Lines that follow each other, and where their bytes are. */
export interface Block {
  firstLine: number;
  lastLine: number;
  offset: number;
  end: number;
}

/** Where the lines of a log begin, and what each is: a byte per line, and an offset for every 256. */
export class LineIndex {
  private readonly levels = new LevelReader();
  private readonly counts = LEVELS.map(() => 0);
  private offsets: number[] = [];
  private marks: Uint8Array = new Uint8Array(FIRST_MARKS);
  private lines = 0;
  private bytes = 0;
  private runs: LogSectionView[] = [];

  static from(content: IndexContent): LineIndex {
    const index = new LineIndex();
    index.offsets = content.offsets;
    index.marks = content.marks;
    index.lines = content.lines;
    index.bytes = content.bytes;
    index.runs = content.sections;
    for (let at = 0; at < content.lines; at++) index.counts[content.marks[at]! & LEVEL_MASK]! += 1;
    return index;
  }

  get lineCount(): number {
    return this.lines;
  }

  /** Bytes of the log that are covered: always the end of a line. */
  get byteCount(): number {
    return this.bytes;
  }

  get sections(): readonly LogSectionView[] {
    return this.runs;
  }

  get memoryBytes(): number {
    return this.marks.byteLength + 8 * this.offsets.length;
  }

  get levelCounts(): Record<LogLevelOrNone, number> {
    const [none = 0, error = 0, warn = 0, info = 0, debug = 0] = this.counts;
    return { error, warn, info, debug, none };
  }

  get content(): IndexContent {
    const { bytes, lines, offsets, runs: sections } = this;
    return { bytes, lines, offsets, marks: this.marks.subarray(0, lines), sections };
  }

  /** Takes the log's next bytes, whole lines. */
  append(block: Buffer): void {
    // One byte, one character: positions are offsets, and all that is looked for is ASCII.
    const log = block.toString('latin1');
    for (let start = 0; start < log.length;) {
      const end = log.indexOf('\n', start);
      if (end < 0) return;
      if (this.lines % LINES_PER_ENTRY === 0) this.offsets.push(this.bytes);
      this.add(log, start, end);
      this.bytes += end + 1 - start;
      start = end + 1;
    }
  }

  /** The last line at or before `line` whose place is known. */
  entryBefore(line: number): { line: number; offset: number } {
    const last = Math.max(0, this.offsets.length - 1);
    return this.entry(Math.min(last, Math.floor((Math.max(1, line) - 1) / LINES_PER_ENTRY)));
  }

  /** The last line at or before this byte whose place is known. */
  entryBeforeByte(offset: number): { line: number; offset: number } {
    let [low, high] = [0, this.offsets.length - 1];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.offsets[middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return this.entry(low);
  }

  /** Whole lines around `line`, as few as the index can name, and at least so many bytes while there are. */
  blockAt(line: number, bytes: number): Block {
    const from = this.entryBefore(line);
    const first = (from.line - 1) / LINES_PER_ENTRY;
    let next = first + 1;
    while (next < this.offsets.length && this.offsets[next]! - from.offset < bytes) next++;
    const isLast = next >= this.offsets.length;
    return {
      firstLine: from.line,
      lastLine: isLast ? this.lines : next * LINES_PER_ENTRY,
      offset: from.offset,
      end: isLast ? this.bytes : this.offsets[next]!,
    };
  }

  levelOf(line: number): LogLevelOrNone {
    return LEVELS[this.marks[line - 1]! & LEVEL_MASK] ?? 'none';
  }

  streamOf(line: number): LogStream {
    return LOG_STREAMS[this.marks[line - 1]! >> LEVEL_BITS] ?? 'out';
  }

  private entry(at: number): { line: number; offset: number } {
    return { line: at * LINES_PER_ENTRY + 1, offset: this.offsets[at] ?? 0 };
  }

  private add(log: string, start: number, end: number): void {
    const { step, stream, textAt } = partsAt(log, start);
    const level = LEVELS.indexOf(this.levels.read(`${step} ${stream}`, log.slice(textAt, end)));
    if (this.lines === this.marks.length) this.grow();
    this.marks[this.lines++] = level | (LOG_STREAMS.indexOf(stream) << LEVEL_BITS);
    this.counts[level]! += 1;

    const section = this.runs.at(-1);
    if (section && (section.step === step || this.runs.length >= MAX_SECTIONS)) section.lastLine = this.lines;
    else this.runs.push({ step, firstLine: this.lines, lastLine: this.lines });
  }

  private grow(): void {
    const marks = new Uint8Array(Math.max(FIRST_MARKS, this.marks.length * 2));
    marks.set(this.marks);
    this.marks = marks;
  }
}
