import { HttpClient } from '@angular/common/http';
import { DestroyRef, inject, Injectable, signal } from '@angular/core';
import { type InstanceLogLines, type InstanceOutputView } from '@sdp/protocol';
import { type Subscription } from 'rxjs';
import { MemoryLog } from '../../deployments/log/memory-log';
import { type ShownError, toShownError } from '../../errors/wire-error';
import { LiveUpdates } from '../../live/live-updates';
import { logText } from './log-text';

const TAIL = 500;
const MOST_LINES = 50_000;

/** What a container prints: followed as it comes, or searched through. */
@Injectable()
export class OutputStore {
  private readonly live = inject(LiveUpdates);
  private readonly http = inject(HttpClient);
  private readonly _log = signal(new MemoryLog());
  private readonly _error = signal<ShownError | undefined>(undefined);
  private newest: string | undefined;
  private stop: (() => void) | undefined;
  private search: Subscription | undefined;

  /** Complete when nothing more comes: the container ended, or this is the answer of a search. */
  readonly log = this._log.asReadonly();
  readonly error = this._error.asReadonly();

  constructor() {
    inject(DestroyRef).onDestroy(() => this.close());
  }

  follow(sandboxId: string, service: string): void {
    this.startOver();
    this.stop = this.live.followOutput(
      // After a lost connection only what came later, and not everything again.
      () => ({ sandboxId, service, tail: TAIL, ...(this.newest && { since: this.newest }) }),
      {
        accept: (lines) => this.accept(lines),
        refused: (error) => this._error.set(error),
      },
    );
  }

  find(sandboxId: string, service: string, text: string, since?: string): void {
    this.startOver();
    const url = `/api/sandboxes/${encodeURIComponent(sandboxId)}/services/${encodeURIComponent(service)}/output`;
    const params = { tail: 5000, ...(text && { search: text }), ...(since && { since }) };
    this.search = this.http.get<InstanceOutputView>(url, { params }).subscribe({
      next: ({ lines }) => this.accept({ streamId: '', lines, ended: true }),
      error: (failure: unknown) => {
        this._error.set(toShownError(failure));
        this.log().end();
      },
    });
  }

  private accept({ lines, ended }: InstanceLogLines): void {
    if (this.log().lineCount() > MOST_LINES) this._log.set(new MemoryLog());
    this.log().append(lines.map(logText).join(''));
    this.newest = lines.at(-1)?.at ?? this.newest;
    if (ended) this.log().end();
  }

  private startOver(): void {
    this.close();
    this.newest = undefined;
    this._log.set(new MemoryLog());
    this._error.set(undefined);
  }

  private close(): void {
    this.stop?.();
    this.stop = undefined;
    this.search?.unsubscribe();
  }
}
