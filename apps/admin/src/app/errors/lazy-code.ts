import { inject, Injectable } from '@angular/core';
import { FullLoad } from './full-load';
import { Toasts } from './toasts';

/** Before it is asked for again: a browser ends what it loads when the computer's network changes. */
const PAUSES_MS = [200, 1_000];

/** Code that is loaded when it is first needed. Until then a new release may have replaced its file. */
@Injectable({ providedIn: 'root' })
export class LazyCode {
  private readonly toasts = inject(Toasts);
  private readonly fullLoad = inject(FullLoad);

  /** `undefined` where it cannot be loaded; the person was told then. */
  async load<T>(file: () => Promise<T>): Promise<T | undefined> {
    for (const pause of PAUSES_MS)
      try {
        return await file();
      } catch {
        await new Promise((resolve) => setTimeout(resolve, pause));
      }
    return file().catch(() => this.giveUp());
  }

  private giveUp(): undefined {
    this.toasts.done('This could not be loaded: SDP was updated, or cannot be reached. Reload the page.', {
      action: 'Reload',
      run: () => this.fullLoad.again(),
    });
  }
}
