import { inject, Injectable } from '@angular/core';
import { Router } from '@angular/router';
import { Toasts } from '../errors/toasts';
import { SessionStore } from './session-store';

/** Ends the session and leads to the sign-in, from the menu or from the command palette. */
@Injectable({ providedIn: 'root' })
export class SigningOut {
  private readonly sessions = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);

  async begin(): Promise<void> {
    await this.toasts.attempt(this.sessions.signOut());
    if (!this.sessions.session()) await this.router.navigateByUrl('/sign-in');
  }
}
