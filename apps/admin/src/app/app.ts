import { Component, computed, inject } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { SessionStore } from './auth/session-store';
import { ConnectionBanner } from './layout/connection-banner';
import { Theme } from './ui/theme';

/** Around the pages: the shell has a banner of its own, in its place; before it is there, this one counts. */
@Component({
  selector: 'sdp-root',
  imports: [ConnectionBanner, RouterOutlet],
  template: `
    @if (isOutside()) {
      <sdp-connection-banner />
    }
    <router-outlet />
  `,
})
export class App {
  /** From the beginning, so that nothing is seen in the other colours first. */
  protected readonly theme = inject(Theme);
  private readonly sessions = inject(SessionStore);
  protected readonly isOutside = computed(() => this.sessions.session() === null);
}
