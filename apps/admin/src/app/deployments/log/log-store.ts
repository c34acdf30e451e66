import { DestroyRef, effect, inject, Injectable, signal, untracked } from '@angular/core';
import {
  type BrowserLogChunk,
  type LogLevelOrNone,
  type LogOutlineView,
  type LogSectionView,
} from '@sdp/protocol';
import { type ShownError, toShownError } from '../../errors/wire-error';
import { LiveUpdates } from '../../live/live-updates';
import { LogApi } from './log-api';
import { type LogLine, linesOf } from './log-line';
import { LogPages, type Wanted } from './log-pages';
import { type LineQuery, type LogSource, type Matches, NO_LEVELS } from './log-source';

/** Lines read when nothing is known yet of how long they are. */
const USUAL_LENGTH = 80;
/** Time, step and stream before a line's text, in bytes. */
const HEAD_BYTES = 36;

/**
 * A deployment's log: an outline of all, and the lines around what is looked at. What comes while it is open arrives
 * over the socket, from the byte on where the outline ended: no line is lost or shown twice by a reconnect.
 */
@Injectable()
export class LogStore implements LogSource {
  private readonly live = inject(LiveUpdates);
  private readonly api = inject(LogApi);
  private readonly utf8 = new TextEncoder();
  private readonly pages = new LogPages();
  private readonly _lineCount = signal(0);
  private readonly _isComplete = signal(false);
  private readonly _version = signal(0);
  private readonly _sections = signal<readonly LogSectionView[]>([]);
  private readonly _levels = signal<Readonly<Record<LogLevelOrNone, number>>>(NO_LEVELS);
  private readonly _longest = signal(0);
  private readonly _usualLength = signal(USUAL_LENGTH);
  private readonly _failingLine = signal<number | null>(null);
  private readonly _error = signal<ShownError | undefined>(undefined);
  private readonly _isRead = signal(false);
  private deploymentId = '';
  private offset = 0;
  private close: (() => void) | undefined;
  private wanted: readonly number[] = [];
  private isReading = false;

  readonly lineCount = this._lineCount.asReadonly();
  readonly isComplete = this._isComplete.asReadonly();
  readonly version = this._version.asReadonly();
  readonly sections = this._sections.asReadonly();
  readonly levels = this._levels.asReadonly();
  readonly longest = this._longest.asReadonly();
  readonly usualLength = this._usualLength.asReadonly();
  /** The line that says why the deployment failed. */
  readonly failingLine = this._failingLine.asReadonly();
  readonly error = this._error.asReadonly();

  constructor() {
    inject(DestroyRef).onDestroy(() => this.close?.());
    // What could not be read while the connection was lost is read when it is back.
    effect(() => {
      if (this.live.connection() === 'connected') untracked(() => this.readAgain());
    });
  }

  open(deploymentId: string): void {
    this.close?.();
    this.close = undefined;
    this.deploymentId = deploymentId;
    this.offset = 0;
    this.pages.clear();
    this.wanted = [];
    this._isRead.set(false);
    this._failingLine.set(null);
    this._longest.set(0);
    this._lineCount.set(0);
    this._sections.set([]);
    this._levels.set(NO_LEVELS);
    this._isComplete.set(false);
    void this.readOutline();
  }

  retry(): void {
    this._error.set(undefined);
    void this.readOutline();
  }

  line(number: number): LogLine | undefined {
    return this.pages.line(number);
  }

  want(numbers: readonly number[]): void {
    this.wanted = numbers;
    if (!this.isReading) void this.readWanted();
  }

  find(query: LineQuery, from: number): Promise<Matches> {
    return this.api.find(this.deploymentId, query, from);
  }

  async read(numbers: readonly number[]): Promise<LogLine[]> {
    const [from = 1, to = 0] = [numbers[0], numbers.at(-1)];
    const isWhole = to - from + 1 === numbers.length;
    return isWhole
      ? this.api.lines(this.deploymentId, from, to)
      : this.api.singles(this.deploymentId, numbers);
  }

  private async readOutline(): Promise<void> {
    const id = this.deploymentId;
    try {
      const outline = await this.api.outline(id);
      if (id !== this.deploymentId) return;
      this._error.set(undefined);
      this.take(outline);
      if (!outline.isComplete) this.follow();
    } catch (failure) {
      if (id === this.deploymentId) this._error.set(toShownError(failure));
    }
  }

  private take(outline: LogOutlineView): void {
    const { lineCount, bytes } = outline;
    this._isRead.set(true);
    // Meanwhile the socket may have brought more than the outline knows.
    if (bytes < this.offset) return;
    this.offset = bytes;
    this._lineCount.set(lineCount);
    this._sections.set(outline.sections);
    this._levels.set(outline.levels);
    this._failingLine.set(outline.failingLine);
    if (lineCount > 0) this._usualLength.set(Math.max(1, bytes / lineCount - HEAD_BYTES));
    this._isComplete.set(outline.isComplete);
  }

  private follow(): void {
    this.close ??= this.live.openLog(this.deploymentId, {
      offset: () => this.offset,
      accept: (chunk) => this.accept(chunk),
    });
  }

  private accept({ offset, text, levels, isLast }: BrowserLogChunk): 'read' | 'gap' {
    const end = offset + this.utf8.encode(text).length;
    if (offset > this.offset || (offset < this.offset && end > this.offset)) return 'gap';
    if (offset === this.offset) {
      this.append(linesOf(text, this._lineCount() + 1, levels));
      this.offset = end;
    }
    // Once more: only now it can say which line is to blame.
    if (isLast && !this._isComplete()) {
      this._isComplete.set(true);
      void this.readOutline();
    }
    return 'read';
  }

  private append(lines: readonly LogLine[]): void {
    if (lines.length === 0) return;
    this.pages.append(lines);
    this.noteLength(lines);
    this._sections.set(extended(this._sections(), lines));
    this._levels.set(counted(this._levels(), lines));
    this._lineCount.set(this._lineCount() + lines.length);
    this._version.update((version) => version + 1);
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
    this.noteLength(lines);
    this._version.update((version) => version + 1);
    return lines;
  }

  private missing(): Wanted | null {
    return this.pages.missing(this.wanted, this._lineCount());
  }

  private readAgain(): void {
    if (this.deploymentId === '') return;
    if (!this._isRead()) void this.readOutline();
    else if (!this.isReading) void this.readWanted();
  }

  private noteLength(lines: readonly LogLine[]): void {
    this._longest.set(lines.reduce((longest, { length }) => Math.max(longest, length), this._longest()));
  }
}

function sizeOf(wanted: Wanted): number {
  return 'numbers' in wanted ? wanted.numbers.length : wanted.to - wanted.from + 1;
}

function extended(sections: readonly LogSectionView[], lines: readonly LogLine[]): LogSectionView[] {
  const all = [...sections];
  for (const { step, number } of lines) {
    const last = all.at(-1);
    if (last?.step === step) all[all.length - 1] = { ...last, lastLine: number };
    else all.push({ step, firstLine: number, lastLine: number });
  }
  return all;
}

function counted(
  levels: Readonly<Record<LogLevelOrNone, number>>,
  lines: readonly LogLine[],
): Readonly<Record<LogLevelOrNone, number>> {
  const counts = { ...levels };
  for (const { level } of lines) counts[level] += 1;
  return counts;
}
