import { signal } from '@angular/core';
import { type ShownError, toShownError } from '../../errors/wire-error';
import { LineBits } from './line-bits';
import { type LineQuery, type LogSource } from './log-source';

/** Which lines of a log match: found step by step from its beginning, and going on as the log grows. */
export class LineFinder {
  private readonly _found = signal<LineBits | null>(null);
  private readonly _version = signal(0);
  private readonly _isBusy = signal(false);
  private readonly _error = signal<ShownError | undefined>(undefined);
  private source: LogSource | undefined;
  private query: LineQuery | undefined;
  private searchedTo = 0;
  /** Answers to what nobody asks any more are thrown away. */
  private round = 0;

  /** Null while nothing is looked for. Grows in place; `version` says when. */
  readonly found = this._found.asReadonly();
  readonly version = this._version.asReadonly();
  readonly isBusy = this._isBusy.asReadonly();
  readonly error = this._error.asReadonly();

  /** Looks for something else, or for nothing. */
  look(source: LogSource, query: LineQuery | undefined): void {
    this.round += 1;
    this.source = source;
    this.query = query;
    this.searchedTo = 0;
    this._isBusy.set(false);
    this._error.set(undefined);
    this._found.set(query ? new LineBits() : null);
    if (query) void this.goOn();
  }

  /** Looks through what has come since. */
  async goOn(): Promise<void> {
    const { source, query, round } = this;
    const found = this._found();
    if (!source || !query || !found || this._isBusy()) return;
    this._isBusy.set(true);
    try {
      while (this.searchedTo < source.lineCount()) {
        const { from, to, bits } = await source.find(query, this.searchedTo + 1);
        if (round !== this.round) return;
        if (to < from) break;
        found.put(from, bits);
        this.searchedTo = to;
        this._version.update((version) => version + 1);
      }
      this._error.set(undefined);
    } catch (failure) {
      if (round === this.round) this._error.set(toShownError(failure));
    }
    if (round === this.round) this._isBusy.set(false);
  }
}
