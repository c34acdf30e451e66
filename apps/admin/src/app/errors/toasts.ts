import { inject, Injectable } from '@angular/core';
import { MatSnackBar } from '@angular/material/snack-bar';
import { ErrorToast } from './error-toast';
import { toShownError } from './wire-error';

/** Short notes at the window's edge, for commands that have no form to show their answer in. */
@Injectable({ providedIn: 'root' })
export class Toasts {
  private readonly snackBar = inject(MatSnackBar);

  done(message: string): void {
    this.snackBar.open(message, undefined, { duration: 4000 });
  }

  failed(failure: unknown): void {
    this.snackBar.openFromComponent(ErrorToast, {
      data: toShownError(failure),
      politeness: 'assertive',
      panelClass: 'toast-error',
      duration: 12_000,
    });
  }

  /** Awaits a command; a failure becomes a toast and `undefined`. */
  async attempt<T>(command: Promise<T>): Promise<T | undefined> {
    try {
      return await command;
    } catch (failure) {
      this.failed(failure);
      return undefined;
    }
  }
}
