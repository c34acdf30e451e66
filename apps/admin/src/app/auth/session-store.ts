import { HttpClient, HttpErrorResponse } from '@angular/common/http';
import { computed, DOCUMENT, inject, Injectable, signal } from '@angular/core';
import { type SessionView, type SignInRequest } from '@sdp/protocol';
import { firstValueFrom } from 'rxjs';
import { forgetDrafts } from '../drafts/draft-storage';
import { FullLoad } from '../errors/full-load';
import { LiveUpdates } from '../live/live-updates';

const URL = '/api/session';

/** Who is signed in. The session itself is an HttpOnly cookie that no script can read. */
@Injectable({ providedIn: 'root' })
export class SessionStore {
  private readonly http = inject(HttpClient);
  private readonly live = inject(LiveUpdates);
  private readonly document = inject(DOCUMENT);
  private readonly fullLoad = inject(FullLoad);
  private readonly _session = signal<SessionView | null>(null);

  private readonly _hasLapsed = signal(false);
  private renewal: Promise<boolean> | undefined;
  private settleRenewal: (isBack: boolean) => void = () => undefined;

  /** Who works here; stays known while they sign in again. */
  readonly session = this._session.asReadonly();
  /** The control plane knows the session no more, and the person has not signed in again yet. */
  readonly hasLapsed = this._hasLapsed.asReadonly();
  readonly isOps = computed(() => this._session()?.role === 'ops');
  /** Developers and ops make environments and templates, and sandboxes from scratch; qa clones what there is. */
  readonly mayBuild = computed(() => this._session() !== null && this._session()?.role !== 'qa');

  constructor() {
    this.live.listen((update) => {
      if (update.kind === 'user-changed' && update.username === this._session()?.username)
        void this.lookAgain();
    });
    this.live.doubtedBy(() => this.lookAgain());
    this.document.defaultView?.addEventListener('focus', () => this.returned());
    this.document.addEventListener('visibilitychange', () => this.returned());
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

  /** The session is over: answers once the person is back, `false` when they left instead. */
  renewed(): Promise<boolean> {
    this.renewal ??= new Promise((resolve) => (this.settleRenewal = resolve));
    this._hasLapsed.set(true);
    this.live.disconnect();
    return this.renewal;
  }

  /** They leave. */
  end(): void {
    this._session.set(null);
    this.live.disconnect();
    forgetDrafts();
    this.settle(false);
  }

  /** Maybe from another window, where they have signed in again: both have the same cookie. */
  private returned(): void {
    if (this.hasLapsed() && !this.document.hidden) void this.lookAgain();
  }

  /** Their role may be another now, the session over; or it is somebody else's, who has signed in in another window. */
  private async lookAgain(): Promise<void> {
    if (!this._session()) return;
    const hadLapsed = this.hasLapsed();
    try {
      this.found(await firstValueFrom(this.http.get<SessionView>(URL)));
    } catch (failure) {
      const isOver = failure instanceof HttpErrorResponse && failure.status === 401;
      if (isOver && !hadLapsed && this._session()) void this.renewed();
    }
  }

  private found(session: SessionView): void {
    const known = this._session();
    if (!known) return;
    // This page shows what the other may see, and would act as this one.
    if (session.username !== known.username) this.fullLoad.againUnasked();
    else if (this.hasLapsed()) this.begin(session);
    else this._session.set(session);
  }

  private begin(session: SessionView): void {
    this._session.set(session);
    this.live.connect();
    this.settle(true);
  }

  private settle(isBack: boolean): void {
    this._hasLapsed.set(false);
    this.settleRenewal(isBack);
    this.renewal = undefined;
  }
}
