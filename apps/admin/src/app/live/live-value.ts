import { HttpClient } from '@angular/common/http';
import { computed, DestroyRef, inject, signal, untracked } from '@angular/core';
import { type Topic, type Update } from '@sdp/protocol';
import { type Subscription } from 'rxjs';
import { type ShownError, toShownError } from '../errors/wire-error';
import { LiveUpdates } from './live-updates';

/** The value with an update applied; the same value when it concerns something else; `reload` to read it anew. */
export type Patch<T> = (value: T, update: Update) => T | 'reload';

/** Between two reads because of updates, in times of what a read takes. */
const RESTS = 3;
/** What is read faster needs no rest. */
const LONG_MS = 100;

/** What is read once it is watched need not be read before; but nobody waits longer for a socket than this. */
const WATCH_GRACE_MS = 500;

/**
 * A value of the API that is read once, patched by the socket's updates, and read again after every reconnect.
 *
 * Not an httpResource: its `reload()` is refused while a request is under way, and a local patch cancels that request.
 * Here a reload replaces the request under way, and updates that arrive meanwhile are applied again on its answer.
 */
export class LiveValue<T> {
  private readonly http = inject(HttpClient);
  private readonly live = inject(LiveUpdates);
  private readonly _value = signal<T | undefined>(undefined);
  private readonly _error = signal<ShownError | undefined>(undefined);
  private readonly _isReading = signal(false);
  private readonly patch: Patch<T>;

  private url = '';
  private stopWatching: (() => void) | undefined;
  private request: Subscription | undefined;
  private arrivedMeanwhile: Update[] = [];
  private startedAt = 0;
  private took = 0;
  private nextReload: ReturnType<typeof setTimeout> | undefined;

  readonly value = this._value.asReadonly();
  readonly error = this._error.asReadonly();
  /** The last read found nothing there: deleted, say, while nobody was connected to hear of it. */
  readonly isMissing = computed(() => this._error()?.code === 'not-found');
  /** Nothing to show yet. */
  readonly isLoading = computed(() => this._isReading() && this._value() === undefined);

  /** Needs an injection context; ends with it. `arrange` puts in order what is read. */
  constructor(
    patch: Patch<T>,
    private readonly arrange: (value: T) => T = (value) => value,
  ) {
    this.patch = patch;
    inject(DestroyRef).onDestroy(() => this.close());
  }

  /**
   * Mostly called by an effect on an id. That must not come to depend on the connection: whenever it came back, the value
   * would be dropped, and with it everything on the page, open menus and what was typed included.
   */
  open(url: string, topic: Topic | null): void {
    untracked(() => this.openNow(url, topic));
  }

  private openNow(url: string, topic: Topic | null): void {
    this.close();
    this.url = url;
    this._value.set(undefined);
    this._error.set(undefined);
    this._isReading.set(true);
    this.nextReload = setTimeout(() => this.reload(), this.live.isComing() ? WATCH_GRACE_MS : 0);
    this.stopWatching = this.live.watch(topic, {
      update: (update) => this.apply(update),
      watching: () => this.reload(),
    });
  }

  reload(): void {
    clearTimeout(this.nextReload);
    this.nextReload = undefined;
    this.request?.unsubscribe();
    this.startedAt = performance.now();
    this.arrivedMeanwhile = [];
    this._isReading.set(true);
    this.request = this.http.get<T>(this.url).subscribe({
      next: (value) => this.read(value),
      error: (failure: unknown) => this.ended(toShownError(failure)),
    });
  }

  /** Takes what a command answered, before its update arrives. */
  replace(value: T): void {
    this._value.set(value);
  }

  isOpen(): boolean {
    return this.stopWatching !== undefined;
  }

  close(): void {
    this.stopWatching?.();
    this.stopWatching = undefined;
    this.request?.unsubscribe();
    this.request = undefined;
    clearTimeout(this.nextReload);
    this.nextReload = undefined;
  }

  private read(value: T): void {
    const meanwhile = this.arrivedMeanwhile;
    this._value.set(this.arrange(value));
    this.ended(undefined);
    meanwhile.forEach((update) => this.apply(update));
  }

  private ended(error: ShownError | undefined): void {
    this.took = performance.now() - this.startedAt;
    this.request = undefined;
    this._error.set(error);
    this._isReading.set(false);
  }

  private apply(update: Update): void {
    if (this.request) this.arrivedMeanwhile.push(update);
    const value = this._value();
    if (value === undefined) return;
    const patched = this.patch(value, update);
    if (patched !== 'reload') this._value.set(patched);
    else this.reloadSoon();
  }

  /** Now, but what takes long to read is given a rest: a busy platform changes something all the time. */
  private reloadSoon(): void {
    if (this.request || this.nextReload !== undefined) return;
    const rest = this.startedAt + this.took * (1 + RESTS) - performance.now();
    if (this.took < LONG_MS || rest <= 0) return this.reload();
    this.nextReload = setTimeout(() => this.reload(), rest);
  }
}
