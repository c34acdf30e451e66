import { Component, effect, inject, signal } from '@angular/core';
import { MatDialogActions, MatDialogContent, MatDialogRef, MatDialogTitle } from '@angular/material/dialog';
import { Router } from '@angular/router';
import { ErrorCard } from '../errors/error-card';
import { Submission } from '../errors/submission';
import { SessionStore } from './session-store';

/** Over the page as it is, when the session ended in the middle of things. What was typed below it stays. */
@Component({
  selector: 'sdp-sign-in-again',
  imports: [ErrorCard, MatDialogActions, MatDialogContent, MatDialogTitle],
  template: `
    <h2 mat-dialog-title>Your session has ended</h2>
    <form novalidate data-testid="sign-in-again" (submit)="signIn($event)">
      <mat-dialog-content>
        <p>
          Sign in again as <strong class="foreign">{{ username }}</strong>, and go on where you were. Nothing
          that you typed is lost.
        </p>
        @if (submission.error(); as error) {
          <sdp-error-card [error]="error" />
        }
        <input class="visually-hidden" autocomplete="username" tabindex="-1" readonly [value]="username" />
        <label class="field">
          <span class="label">Password or app password</span>
          <input
            class="input"
            type="password"
            autocomplete="current-password"
            data-testid="password-again"
            [value]="password()"
            (input)="type($event)"
          />
        </label>
      </mat-dialog-content>
      <mat-dialog-actions align="end" class="actions">
        <button type="button" class="button" data-testid="leave" (click)="leave()">Leave this page</button>
        <button
          type="submit"
          class="button primary"
          data-testid="go-on"
          [disabled]="submission.isBusy() || password() === ''"
        >
          {{ submission.isBusy() ? 'Checking with the git server …' : 'Go on' }}
        </button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    p {
      margin: 0 0 16px;
    }
    sdp-error-card {
      margin-bottom: 16px;
    }
  `,
})
export class SignInAgain {
  private readonly sessions = inject(SessionStore);
  private readonly router = inject(Router);
  private readonly ref = inject<MatDialogRef<SignInAgain, void>>(MatDialogRef);
  protected readonly username = this.sessions.session()?.username ?? '';
  protected readonly password = signal('');
  protected readonly submission = new Submission();

  constructor() {
    // Another window's sign-in counts, too.
    effect(() => {
      if (!this.sessions.hasLapsed()) this.ref.close();
    });
  }

  protected type(event: Event): void {
    this.password.set((event.target as HTMLInputElement).value);
  }

  protected async signIn(event: Event): Promise<void> {
    event.preventDefault();
    const { username, password } = { username: this.username, password: this.password() };
    if (!(await this.submission.run(() => this.sessions.signIn({ username, password }))))
      this.password.set('');
  }

  /** For somebody else, say: that ends in a sign-in that leads back here. */
  protected async leave(): Promise<void> {
    const returnTo = this.router.url;
    this.sessions.end();
    await this.router.navigate(['/sign-in'], { queryParams: { returnTo } });
  }
}
