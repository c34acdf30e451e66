import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { type OwnSessionView } from '@sdp/protocol';
import { firstValueFrom } from 'rxjs';
import { LiveValue } from '../live/live-value';

const URL = '/api/sessions';

/** Where one is signed in. */
@Injectable()
export class OwnSessionStore {
  private readonly http = inject(HttpClient);
  private readonly all = new LiveValue<OwnSessionView[]>((sessions, update) =>
    update.kind === 'access-changed' ? 'reload' : sessions,
  );

  readonly isLoading = this.all.isLoading;
  readonly error = this.all.error;
  readonly sessions = this.all.value;

  constructor() {
    this.all.open(URL, null);
  }

  reload(): void {
    this.all.reload();
  }

  async end(id: string): Promise<void> {
    await firstValueFrom(this.http.delete(`${URL}/${id}`));
    this.reload();
  }

  async endOthers(): Promise<void> {
    await firstValueFrom(this.http.delete(URL));
    this.reload();
  }
}
