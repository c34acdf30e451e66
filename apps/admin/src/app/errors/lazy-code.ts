import { inject, Injectable } from '@angular/core';
import { FullLoad } from './full-load';
import { Toasts } from './toasts';

/** Code that is loaded when it is first needed. Until then a new release may have replaced its file. */
@Injectable({ providedIn: 'root' })
export class LazyCode {
  private readonly toasts = inject(Toasts);
  private readonly fullLoad = inject(FullLoad);

  /**
   * `undefined` where it cannot be loaded; the person was told then. It is not asked for again: browsers remember that a
   * script failed for as long as the page is open.
   */
  async load<T>(file: Promise<T>): Promise<T | undefined> {
    try {
      return await file;
    } catch {
      this.toasts.done('This could not be loaded: SDP was updated, or cannot be reached. Reload the page.', {
        action: 'Reload',
        run: () => this.fullLoad.again(),
      });
      return undefined;
    }
  }
}
