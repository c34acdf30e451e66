import { signal } from '@angular/core';
import { type LogApi } from './log-api';
import { type LogLine } from './log-line';
import { LogPages, type Wanted } from './log-pages';

/** The lines of a log that are here, and the reading of those that somebody looks at. */
export class LogStock {
  private readonly pages = new LogPages();
  private readonly _version = signal(0);
  private readonly _longest = signal(0);
  private deploymentId = '';
  private wanted: readonly number[] = [];
  private isReading = false;

  /** Grows with every line that comes. */
  readonly version = this._version.asReadonly();
  /** Characters of the longest line that was here. */
  readonly longest = this._longest.asReadonly();

  constructor(
    private readonly api: Pick<LogApi, 'lines' | 'singles'>,
    /** Lines of the whole log. */
    private readonly lineCount: () => number,
  ) {}

  open(deploymentId: string): void {
    this.deploymentId = deploymentId;
    this.pages.clear();
    this.wanted = [];
    this._longest.set(0);
  }

  line(number: number): LogLine | undefined {
    return this.pages.line(number);
  }

  want(numbers: readonly number[]): void {
    this.wanted = numbers;
    this.readOn();
  }

  /** Asks once more for what is wanted and not here. */
  readOn(): void {
    if (!this.isReading) void this.readWanted();
  }

  append(lines: readonly LogLine[]): void {
    this.pages.append(lines);
    this.came(lines);
  }

  /** One after the other; what was wanted meanwhile and is not any more is never asked for. */
  private async readWanted(): Promise<void> {
    this.isReading = true;
    const id = this.deploymentId;
    for (let next = this.missing(); next; next = this.missing()) {
      const lines = await this.bring(id, next).catch(() => null);
      if (id !== this.deploymentId) break;
      // Not all that was asked for: asking again at once would not help.
      if (!lines || lines.length < sizeOf(next)) break;
    }
    this.isReading = false;
    if (id !== this.deploymentId && this.missing()) void this.readWanted();
  }

  private async bring(id: string, wanted: Wanted): Promise<LogLine[]> {
    const lines =
      'numbers' in wanted
        ? await this.api.singles(id, wanted.numbers)
        : await this.api.lines(id, wanted.from, wanted.to);
    if (id !== this.deploymentId || lines.length === 0) return lines;
    if ('numbers' in wanted) this.pages.putSingles(lines);
    else this.pages.put(lines);
    this.came(lines);
    return lines;
  }

  private missing(): Wanted | null {
    return this.pages.missing(this.wanted, this.lineCount());
  }

  private came(lines: readonly LogLine[]): void {
    this._longest.set(lines.reduce((longest, { length }) => Math.max(longest, length), this._longest()));
    this._version.update((version) => version + 1);
  }
}

function sizeOf(wanted: Wanted): number {
  return 'numbers' in wanted ? wanted.numbers.length : wanted.to - wanted.from + 1;
}
