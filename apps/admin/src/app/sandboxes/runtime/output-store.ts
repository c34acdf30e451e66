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
/** So many stay when there are more: what is dropped is dropped seldom. */
const KEPT_LINES = 40_000;
const DROPPED = '— Older lines are not kept here: search in what it printed to find them. —';
const STARTED = '— Here it was started again. —';

/** A container of a service, and whether it runs. */
export interface Followed {
  deploymentId: string | undefined;
  isRunning: boolean;
}

/** What a container prints: followed as it comes, or searched through. */
@Injectable()
export class OutputStore {
  private readonly live = inject(LiveUpdates);
  private readonly http = inject(HttpClient);
  private readonly _log = signal(new MemoryLog());
  private readonly _error = signal<ShownError | undefined>(undefined);
  private newest: string | undefined;
  /** Whose output is followed; empty while it is searched through. */
  private service = '';
  private deploymentId: string | undefined;
  /** What comes next is another container's. */
  private isAnew = false;
  private stop: (() => void) | undefined;
  private search: Subscription | undefined;

  /** Complete when nothing more comes: the container ended, or this is the answer of a search. */
  readonly log = this._log.asReadonly();
  readonly error = this._error.asReadonly();

  constructor() {
    inject(DestroyRef).onDestroy(() => this.close());
  }

  /** Of the same service as before, what is there stays: it goes on with what its next container prints. */
  follow(sandboxId: string, service: string, container: Followed): void {
    const name = `${sandboxId}/${service}`;
    if (this.service === name) this.goOn(container);
    else this.startOver();
    this.service = name;
    this.deploymentId = container.deploymentId ?? this.deploymentId;
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
    if (lines.length > 0 && this.isAnew) this.log().note(STARTED);
    if (lines.length > 0) this.isAnew = false;
    if (this.log().lineCount() > MOST_LINES) this._log.set(this.log().newest(KEPT_LINES, DROPPED));
    this.log().append(lines.map(logText).join(''));
    this.newest = lines.at(-1)?.at ?? this.newest;
    if (ended) this.log().end();
  }

  /** Another deployment's container prints on another clock, maybe: all that it printed counts. */
  private goOn({ deploymentId, isRunning }: Followed): void {
    const isOther = deploymentId !== undefined && deploymentId !== this.deploymentId;
    const isAgain = isRunning && this.log().isComplete();
    this.close();
    if (isOther) this.newest = undefined;
    this.isAnew ||= (isOther || isAgain) && this.log().lineCount() > 0;
    this.log().goOn();
    this._error.set(undefined);
  }

  private startOver(): void {
    this.close();
    this.service = '';
    this.deploymentId = undefined;
    this.isAnew = false;
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
