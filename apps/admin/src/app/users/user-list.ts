import { Component, inject } from '@angular/core';
import { type Role, type UserView } from '@sdp/protocol';
import { SessionStore } from '../auth/session-store';
import { Toasts } from '../errors/toasts';
import { Ago } from '../ui/ago';
import { Dialogs } from '../ui/dialogs';
import { LoadState } from '../ui/load-state';
import { ALL_ROLES, ROLE_NOTES } from './roles';
import { UserListStore } from './user-list-store';

@Component({
  selector: 'sdp-user-list',
  imports: [Ago, LoadState],
  providers: [UserListStore],
  templateUrl: './user-list.html',
  styles: `
    dl {
      display: grid;
      grid-template-columns: auto minmax(0, 1fr);
      gap: 4px 14px;
      margin: 20px 0 0;
      font-size: 13px;
    }
    dt {
      font-weight: 600;
    }
    dd {
      margin: 0;
      color: var(--text-2);
    }
    .input {
      width: auto;
      min-height: 32px;
      padding: 3px 8px;
    }
  `,
})
export class UserList {
  protected readonly store = inject(UserListStore);
  private readonly session = inject(SessionStore);
  private readonly dialogs = inject(Dialogs);
  private readonly toasts = inject(Toasts);
  protected readonly roles = ALL_ROLES;
  protected readonly notes = ROLE_NOTES;

  protected async give({ username, role: before }: UserView, event: Event): Promise<void> {
    const select = event.target as HTMLSelectElement;
    const role = select.value as Role;
    if (await this.isSure(username, role)) {
      if ((await this.toasts.attempt(this.store.giveRole(username, role).then(() => true))) === true) {
        this.toasts.undoable(`${username} is ${role} now.`, () => this.store.giveRole(username, before));
        return;
      }
    }
    select.value = before;
  }

  /** Whoever takes ops from themselves cannot give it back. */
  private async isSure(username: string, role: Role): Promise<boolean> {
    if (username !== this.session.session()?.username || role === 'ops') return true;
    return this.dialogs.ask({
      heading: 'Give up your own role?',
      text: 'You will not see this page any more; only somebody else of ops can give the role back.',
      action: `Become ${role}`,
    });
  }
}
