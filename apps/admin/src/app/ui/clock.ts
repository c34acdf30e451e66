import { DestroyRef, inject, Injectable, signal } from '@angular/core';

const TICK_MS = 1000;

/** The time of day as a signal, for ages and running durations. */
@Injectable({ providedIn: 'root' })
export class Clock {
  private readonly _now = signal(Date.now());
  readonly now = this._now.asReadonly();

  constructor() {
    const timer = setInterval(() => this._now.set(Date.now()), TICK_MS);
    inject(DestroyRef).onDestroy(() => clearInterval(timer));
  }
}
