import { HttpClient } from '@angular/common/http';
import { computed, inject, Injectable, signal } from '@angular/core';
import { type SessionView, type SignInRequest } from '@sdp/protocol';
import { firstValueFrom } from 'rxjs';
import { LiveUpdates } from '../live/live-updates';

const URL = '/api/session';

/** Who is signed in. The session itself is an HttpOnly cookie that no script can read. */
@Injectable({ providedIn: 'root' })
export class SessionStore {
  private readonly http = inject(HttpClient);
  private readonly live = inject(LiveUpdates);
  private readonly _session = signal<SessionView | null>(null);

  readonly session = this._session.asReadonly();
  readonly isOps = computed(() => this._session()?.role === 'ops');
  /** Developers and ops make environments and templates, and sandboxes from scratch; qa clones what there is. */
  readonly mayBuild = computed(() => this._session() !== null && this._session()?.role !== 'qa');

  constructor() {
    this.live.listen((update) => {
      if (update.kind === 'user-changed' && update.username === this._session()?.username) void this.renew();
    });
  }

  /** Picks up the session that the browser's cookie stands for. */
  async restore(): Promise<boolean> {
    if (this._session()) return true;
    try {
      this.begin(await firstValueFrom(this.http.get<SessionView>(URL)));
      return true;
    } catch {
      return false;
    }
  }

  async signIn(request: SignInRequest): Promise<void> {
    this.begin(await firstValueFrom(this.http.post<SessionView>(URL, request)));
  }

  async signOut(): Promise<void> {
    await firstValueFrom(this.http.delete(URL));
    this.end();
  }

  /** The control plane knows the session no more. */
  end(): void {
    this._session.set(null);
    this.live.disconnect();
  }

  /** Their role may be another now. */
  private async renew(): Promise<void> {
    const session = await firstValueFrom(this.http.get<SessionView>(URL)).catch(() => null);
    if (session && this._session()) this._session.set(session);
  }

  private begin(session: SessionView): void {
    this._session.set(session);
    this.live.connect();
  }
}
