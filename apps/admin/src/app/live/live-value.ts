import { HttpClient } from '@angular/common/http';
import { computed, DestroyRef, inject, signal } from '@angular/core';
import { type Topic, type Update } from '@sdp/protocol';
import { type Subscription } from 'rxjs';
import { type ShownError, toShownError } from '../errors/wire-error';
import { LiveUpdates } from './live-updates';

/** The value with an update applied; the same value when it concerns something else; `reload` to read it anew. */
export type Patch<T> = (value: T, update: Update) => T | 'reload';

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

  readonly value = this._value.asReadonly();
  readonly error = this._error.asReadonly();
  /** Nothing to show yet. */
  readonly isLoading = computed(() => this._isReading() && this._value() === undefined);

  /** Needs an injection context; ends with it. */
  constructor(patch: Patch<T>) {
    this.patch = patch;
    inject(DestroyRef).onDestroy(() => this.close());
  }

  open(url: string, topic: Topic | null): void {
    this.close();
    this.url = url;
    this._value.set(undefined);
    this.reload();
    this.stopWatching = this.live.watch(topic, {
      update: (update) => this.apply(update),
      watching: () => this.reload(),
    });
  }

  reload(): void {
    this.request?.unsubscribe();
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

  private close(): void {
    this.stopWatching?.();
    this.request?.unsubscribe();
    this.request = undefined;
  }

  private read(value: T): void {
    const meanwhile = this.arrivedMeanwhile;
    this._value.set(value);
    this.ended(undefined);
    meanwhile.forEach((update) => this.apply(update));
  }

  private ended(error: ShownError | undefined): void {
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
    else if (!this.request) this.reload();
  }
}
