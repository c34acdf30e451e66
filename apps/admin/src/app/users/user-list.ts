import { DecimalPipe, SlicePipe } from '@angular/common';
import { afterNextRender, Component, computed, inject, Injector, signal } from '@angular/core';
import { type Role, type UserView } from '@sdp/protocol';
import { SessionStore } from '../auth/session-store';
import { Toasts } from '../errors/toasts';
import { Ago } from '../ui/ago';
import { Dialogs } from '../ui/dialogs';
import { LoadState } from '../ui/load-state';
import { RowWindow } from '../ui/row-window';
import { SpacerRow } from '../ui/spacer-row';
import { roleChangeOf } from './role-questions';
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
    .role {
      display: flex;
      align-items: center;
      gap: 8px;
      margin: 0;
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
  private readonly injector = inject(Injector);
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

  private readonly chosen = signal<ReadonlyMap<string, Role>>(new Map());

  protected type(event: Event): void {
    this.search.set((event.target as HTMLInputElement).value);
  }

  /** Nobody changes their own: the control plane refuses that, so that ops never loses its last. */
  protected isOwn({ username }: UserView): boolean {
    return username === this.session.session()?.username;
  }

  /** What is chosen for somebody, and not given yet. */
  protected wanted({ username, role }: UserView): Role {
    return this.chosen().get(username) ?? role;
  }

  /** Only a choice: the arrow keys choose every role that they pass. */
  protected choose({ username }: UserView, event: Event): void {
    const role = (event.target as HTMLSelectElement).value as Role;
    this.chosen.update((chosen) => new Map(chosen).set(username, role));
  }

  protected async give(user: UserView, select: HTMLElement): Promise<void> {
    const { username, role: before } = user;
    const role = this.wanted(user);
    if (role === before || this.store.isChanging(username)) return;
    const question = roleChangeOf(user, role);
    const isSure = !question || (await this.dialogs.ask(question));
    const isGiven =
      isSure && (await this.toasts.attempt(this.store.giveRole(username, role).then(() => true)));
    this.forget(username);
    this.keepFocus(select);
    if (isGiven)
      this.toasts.undoable(`${username} is ${role} now.`, () =>
        this.store.takeBack({ username, role }, before),
      );
  }

  /** The button goes away under the keyboard. */
  private keepFocus(select: HTMLElement): void {
    const { activeElement } = select.ownerDocument;
    const isInForm = !!select.parentElement?.contains(activeElement);
    if (isInForm || activeElement === select.ownerDocument.body)
      afterNextRender(() => select.focus(), { injector: this.injector });
  }

  private forget(username: string): void {
    this.chosen.update((chosen) => new Map([...chosen].filter(([name]) => name !== username)));
  }
}
