import { signal } from '@angular/core';
import { type LogSectionView } from '@sdp/protocol';
import { type LogLine, linesOf, plainText, shownLine } from './log-line';
import { type LineQuery, type LogSource, type Matches, NO_LEVELS } from './log-source';

const FIRST_GUESS = 80;

/** A log whose lines are all here: a container's output, of which nobody else keeps the lines. */
export class MemoryLog implements LogSource {
  private readonly lines: LogLine[] = [];
  private readonly _lineCount = signal(0);
  private readonly _isComplete = signal(false);
  private readonly _longest = signal(0);

  readonly lineCount = this._lineCount.asReadonly();
  readonly version = this._lineCount.asReadonly();
  readonly isComplete = this._isComplete.asReadonly();
  readonly longest = this._longest.asReadonly();
  readonly usualLength = signal(FIRST_GUESS).asReadonly();
  /** By how much the numbers of its lines are lower than they were in the log that it goes on. */
  readonly dropped: number;
  readonly sections = signal<readonly LogSectionView[]>([]).asReadonly();
  readonly levels = signal(NO_LEVELS).asReadonly();

  constructor(dropped = 0) {
    this.dropped = dropped;
  }

  append(text: string): void {
    this.add(linesOf(text, this.lines.length + 1));
  }

  /** A line of ours among those of the program. */
  note(text: string): void {
    const number = this.lines.length + 1;
    this.add([shownLine({ number, at: '', step: 'run', stream: 'sdp', level: 'none', text })]);
  }

  end(): void {
    this._isComplete.set(true);
  }

  /** More comes after all: the program was started again. */
  goOn(): void {
    this._isComplete.set(false);
  }

  /** A log of the newest lines alone, below a note on those that it leaves out. */
  newest(count: number, note: string): MemoryLog {
    const leftOut = this.lines.length - count;
    const log = new MemoryLog(this.dropped + leftOut - 1);
    log.note(note);
    log.add(this.lines.slice(leftOut).map((line, at) => ({ ...line, number: at + 2 })));
    return log;
  }

  line(number: number): LogLine | undefined {
    return this.lines[number - 1];
  }

  want(): void {
    // All of them are here.
  }

  find({ text, matchCase }: LineQuery, from: number): Promise<Matches> {
    const fold = (one: string) => (matchCase ? one : one.toLowerCase());
    const wanted = fold(text);
    const bits = new Uint8Array(Math.ceil((this.lines.length - from + 1) / 8));
    for (let at = 0; at < this.lines.length - from + 1; at++)
      if (fold(plainText(this.lines[from - 1 + at]!)).includes(wanted)) bits[at >> 3]! |= 1 << (at & 7);
    return Promise.resolve({ from, to: this.lines.length, bits });
  }

  read(numbers: readonly number[]): Promise<LogLine[]> {
    return Promise.resolve(numbers.flatMap((number) => this.lines[number - 1] ?? []));
  }
  private add(lines: readonly LogLine[]): void {
    let longest = this._longest();
    for (const line of lines) {
      this.lines.push(line);
      longest = Math.max(longest, line.length);
    }
    this._longest.set(longest);
    this._lineCount.set(this.lines.length);
  }
}
