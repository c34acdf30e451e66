import { DOCUMENT, inject, Injectable } from '@angular/core';
import { untilThere } from './page-load';

/** Loads the document itself anew, where the router cannot help. What was typed on it is lost, but for the drafts. */
@Injectable({ providedIn: 'root' })
export class FullLoad {
  private readonly window = inject(DOCUMENT).defaultView!;

  /** This page. The browser asks first where something typed would be lost. */
  again(): void {
    this.window.location.reload();
  }

  /** This page, without a question: it must not be used as it is. */
  againUnasked(): void {
    // Comes before the forms' listeners, which would have the browser ask.
    this.window.addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), {
      capture: true,
    });
    this.again();
  }

  /** Another page, once there is somebody to load it from, and unless it is wanted no more by then. */
  async to(url: string, isWanted: () => boolean): Promise<void> {
    await untilThere(url);
    if (isWanted()) this.window.location.assign(url);
  }
}
