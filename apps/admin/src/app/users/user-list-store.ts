import { HttpClient } from '@angular/common/http';
import { computed, inject, Injectable, signal } from '@angular/core';
import { type Role, type UserView } from '@sdp/protocol';
import { firstValueFrom } from 'rxjs';
import { assertStill } from '../errors/changed-since';
import { LiveValue } from '../live/live-value';

const URL = '/api/users';

/** Everybody who ever signed in, and their roles. */
@Injectable()
export class UserListStore {
  private readonly http = inject(HttpClient);
  private readonly all = new LiveValue<UserView[]>((users, update) =>
    update.kind === 'user-changed' ? 'reload' : users,
  );

  readonly isLoading = this.all.isLoading;
  readonly error = this.all.error;
  readonly users = computed(() => this.all.value()?.toSorted((a, b) => a.username.localeCompare(b.username)));

  private readonly changing = signal<ReadonlySet<string>>(new Set());

  constructor() {
    this.all.open(URL, 'users');
  }

  reload(): void {
    this.all.reload();
  }

  /** A command is under way for this person. */
  isChanging(username: string): boolean {
    return this.changing().has(username);
  }

  /** What one gave, to the role of before. @throws ChangedSince when they have yet another one by now. */
  async takeBack({ username, role }: Pick<UserView, 'username' | 'role'>, before: Role): Promise<void> {
    const users = await firstValueFrom(this.http.get<UserView[]>(URL));
    assertStill(username, role, users.find((user) => user.username === username)?.role);
    await this.giveRole(username, before);
  }

  async giveRole(username: string, role: Role): Promise<void> {
    this.changing.update((names) => new Set(names).add(username));
    try {
      const url = `${URL}/${encodeURIComponent(username)}`;
      this.take(await firstValueFrom(this.http.patch<UserView>(url, { role })));
    } finally {
      this.changing.update((names) => new Set([...names].filter((name) => name !== username)));
    }
  }

  private take(changed: UserView): void {
    const users = this.all.value() ?? [];
    this.all.replace(users.map((user) => (user.username === changed.username ? changed : user)));
    this.reload();
  }
}
