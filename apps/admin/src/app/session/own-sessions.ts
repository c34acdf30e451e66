import { Component, computed, inject } from '@angular/core';
import { type OwnSessionView } from '@sdp/protocol';
import { Toasts } from '../errors/toasts';
import { Ago } from '../ui/ago';
import { Dialogs } from '../ui/dialogs';
import { LoadState } from '../ui/load-state';
import { browserName } from './browser-name';
import { OwnSessionStore } from './own-session-store';

/** Where one is signed in, and ending it there. */
@Component({
  selector: 'sdp-own-sessions',
  imports: [Ago, LoadState],
  providers: [OwnSessionStore],
  templateUrl: './own-sessions.html',
  styleUrl: './access-section.scss',
})
export class OwnSessions {
  protected readonly store = inject(OwnSessionStore);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);
  protected readonly hasOthers = computed(() => (this.store.sessions()?.length ?? 0) > 1);
  protected readonly browserName = browserName;

  protected async end({ id, userAgent, from }: OwnSessionView): Promise<void> {
    const isSure = await this.dialogs.ask({
      heading: 'End this session?',
      text: `${browserName(userAgent)}, from ${from ?? 'an unknown address'}, is signed out at once.`,
      action: 'End the session',
    });
    if (isSure) await this.toasts.attempt(this.store.end(id));
  }

  protected async endOthers(): Promise<void> {
    const isSure = await this.dialogs.ask({
      heading: 'Sign out everywhere else?',
      text: 'Every session but this one ends at once. Tokens go on: revoke them one by one.',
      action: 'End the others',
    });
    if (isSure) await this.toasts.attempt(this.store.endOthers());
  }
}
