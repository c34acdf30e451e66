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
import { type LineQuery, type LogSource, type Matches, NO_LEVELS } from './log-source';
import { LogStock } from './log-stock';
import { counted, extended } from './log-sums';

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
  private readonly _lineCount = signal(0);
  private readonly stock = new LogStock(this.api, () => this._lineCount());
  private readonly _isComplete = signal(false);
  private readonly _sections = signal<readonly LogSectionView[]>([]);
  private readonly _levels = signal<Readonly<Record<LogLevelOrNone, number>>>(NO_LEVELS);
  private readonly _usualLength = signal(USUAL_LENGTH);
  private readonly _failingLine = signal<number | null>(null);
  private readonly _error = signal<ShownError | undefined>(undefined);
  private readonly _isRead = signal(false);
  private deploymentId = '';
  private offset = 0;
  private close: (() => void) | undefined;

  readonly lineCount = this._lineCount.asReadonly();
  readonly isComplete = this._isComplete.asReadonly();
  readonly version = this.stock.version;
  readonly sections = this._sections.asReadonly();
  readonly levels = this._levels.asReadonly();
  readonly longest = this.stock.longest;
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
    this.stock.open(deploymentId);
    this._isRead.set(false);
    this._failingLine.set(null);
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
    return this.stock.line(number);
  }

  want(numbers: readonly number[]): void {
    this.stock.want(numbers);
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
    this.stock.append(lines);
    this._sections.set(extended(this._sections(), lines));
    this._levels.set(counted(this._levels(), lines));
    this._lineCount.set(this._lineCount() + lines.length);
  }

  private readAgain(): void {
    if (this.deploymentId === '') return;
    if (!this._isRead()) void this.readOutline();
    else this.stock.readOn();
  }
}
