import { Component, inject, input, signal } from '@angular/core';
import { NonNullableFormBuilder, ReactiveFormsModule, Validators } from '@angular/forms';
import { Router } from '@angular/router';
import { ErrorCard } from '../errors/error-card';
import { type ShownError, toShownError } from '../errors/wire-error';
import { Icon } from '../ui/icon';
import { SessionStore } from './session-store';

@Component({
  selector: 'sdp-sign-in',
  imports: [ErrorCard, Icon, ReactiveFormsModule],
  templateUrl: './sign-in.html',
  styleUrl: './sign-in.scss',
})
export class SignIn {
  /** Where the person was going; a path inside this app, as the router takes no other. */
  readonly returnTo = input<string>();

  private readonly sessions = inject(SessionStore);
  private readonly router = inject(Router);
  protected readonly form = inject(NonNullableFormBuilder).group({
    username: ['', Validators.required],
    password: ['', Validators.required],
  });
  protected readonly isBusy = signal(false);
  protected readonly error = signal<ShownError | undefined>(undefined);

  protected async signIn(): Promise<void> {
    this.form.markAllAsTouched();
    if (this.form.invalid || this.isBusy()) return;
    this.isBusy.set(true);
    this.error.set(undefined);
    try {
      await this.sessions.signIn(this.form.getRawValue());
      await this.router.navigateByUrl(this.returnTo() ?? '/');
    } catch (failure) {
      this.error.set(toShownError(failure));
      this.form.controls.password.reset();
    } finally {
      this.isBusy.set(false);
    }
  }
}
