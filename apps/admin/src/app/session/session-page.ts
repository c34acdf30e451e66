import { Component, computed, inject } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { type Role } from '@sdp/protocol';
import { SessionStore } from '../auth/session-store';
import { Toasts } from '../errors/toasts';
import { ME } from '../sandboxes/sandbox-filter';
import { Shortcuts } from '../shortcuts/shortcuts';
import { Clock } from '../ui/clock';
import { exactText, untilText } from '../ui/time-text';
import { OwnSessions } from './own-sessions';
import { TokenSection } from './token-section';

const MAY: Readonly<Record<Role, readonly string[]>> = {
  developer: [
    'Make sandboxes, templates and environments',
    'Change what is yours, and what others share with you',
    'Deploy, stop and hold what you may use',
  ],
  qa: [
    'Make sandboxes from templates, and clone those of others',
    'Change what is yours; deploy, stop and hold what others share with you',
  ],
  ops: [
    'Everything in every sandbox, environment and template',
    'Agents, users and their roles, and the audit',
    'Routes to any address that is allowed',
  ],
};

/** Who I am here, what I may do, how long it lasts; and what else stands for me: tokens, other sessions. */
@Component({
  selector: 'sdp-session-page',
  imports: [OwnSessions, RouterLink, TokenSection],
  template: `
    @if (session(); as session) {
      <div class="page-head">
        <div>
          <h1 class="foreign">{{ session.username }}</h1>
          <p>Signed in with your account of the git server; its password is kept sealed, for git only.</p>
        </div>
        <div class="actions">
          <a class="button" routerLink="/sandboxes" [queryParams]="{ owner: me }">My sandboxes</a>
          <button type="button" class="button" (click)="signOut()">Sign out</button>
        </div>
      </div>
      <div class="card">
        <dl>
          <div>
            <dt>Role</dt>
            <dd>
              <span class="badge" data-testid="my-role">{{ session.role }}</span>
              <span class="muted">given by ops; a new one holds at once</span>
            </dd>
          </div>
          <div>
            <dt>You may</dt>
            <dd>
              <ul>
                @for (right of may(); track right) {
                  <li>{{ right }}</li>
                }
              </ul>
            </dd>
          </div>
          <div>
            <dt>Session</dt>
            <dd>
              ends {{ ends() }} <span class="muted">({{ endsAt() }})</span>
            </dd>
          </div>
          <div>
            <dt>Keyboard</dt>
            <dd>
              single keys are {{ shortcuts.areOn() ? 'on' : 'off' }}
              <button type="button" class="button small" (click)="shortcuts.showHelp()">Shortcuts</button>
            </dd>
          </div>
        </dl>
      </div>
      <sdp-token-section />
      <sdp-own-sessions />
    }
  `,
  styles: `
    .card {
      padding: 20px;
    }
    dl {
      display: grid;
      gap: 16px;
      margin: 0;
    }
    dl div {
      display: grid;
      grid-template-columns: 110px minmax(0, 1fr);
      align-items: baseline;
    }
    dt {
      color: var(--text-2);
    }
    dd {
      margin: 0;
    }
    ul {
      margin: 0;
      padding-left: 18px;
    }
    .badge {
      margin-right: 6px;
    }
    .button.small {
      margin-left: 8px;
    }
  `,
})
export class SessionPage {
  private readonly sessions = inject(SessionStore);
  private readonly clock = inject(Clock);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  protected readonly shortcuts = inject(Shortcuts);

  protected readonly me = ME;
  protected readonly session = this.sessions.session;
  protected readonly may = computed(() => MAY[this.session()?.role ?? 'developer']);
  protected readonly ends = computed(() => untilText(this.session()?.expiresAt ?? '', this.clock.now()));
  protected readonly endsAt = computed(() => exactText(this.session()?.expiresAt ?? ''));

  protected async signOut(): Promise<void> {
    await this.toasts.attempt(this.sessions.signOut());
    if (!this.session()) await this.router.navigateByUrl('/sign-in');
  }
}
