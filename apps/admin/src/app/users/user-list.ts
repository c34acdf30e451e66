import { DecimalPipe, SlicePipe } from '@angular/common';
import { Component, computed, inject, signal } from '@angular/core';
import { type Role, type UserView } from '@sdp/protocol';
import { SessionStore } from '../auth/session-store';
import { Toasts } from '../errors/toasts';
import { Ago } from '../ui/ago';
import { Dialogs } from '../ui/dialogs';
import { LoadState } from '../ui/load-state';
import { RowWindow } from '../ui/row-window';
import { SpacerRow } from '../ui/spacer-row';
import { ALL_ROLES, ROLE_NOTES } from './roles';
import { UserListStore } from './user-list-store';

/** Everybody who ever signed in, and their roles: of a large company, thousands. */
@Component({
  selector: 'sdp-user-list',
  imports: [Ago, DecimalPipe, LoadState, RowWindow, SlicePipe, SpacerRow],
  providers: [UserListStore],
  templateUrl: './user-list.html',
  styles: `
    .filters {
      display: flex;
      flex-wrap: wrap;
      align-items: center;
      gap: 8px 16px;
      margin-bottom: 12px;
    }
    table {
      min-width: 640px;
    }
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
    select.input {
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

  protected readonly rowHeight = 52;
  protected readonly search = signal('');
  protected readonly found = computed(() => {
    const part = this.search().trim().toLowerCase();
    return (this.store.users() ?? []).filter(({ username, role }) =>
      `${username} ${role}`.toLowerCase().includes(part),
    );
  });

  protected type(event: Event): void {
    this.search.set((event.target as HTMLInputElement).value);
  }

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
