import { HttpClient } from '@angular/common/http';
import { computed, inject, Injectable } from '@angular/core';
import { type Role, type UserView } from '@sdp/protocol';
import { firstValueFrom } from 'rxjs';
import { LiveValue } from '../live/live-value';

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

  constructor() {
    this.all.open('/api/users', 'users');
  }

  reload(): void {
    this.all.reload();
  }

  async giveRole(username: string, role: Role): Promise<void> {
    await firstValueFrom(this.http.patch(`/api/users/${encodeURIComponent(username)}`, { role }));
    this.reload();
  }
}
