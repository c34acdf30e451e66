import { inject, Injectable } from '@angular/core';
import { MatSnackBar } from '@angular/material/snack-bar';
import { ErrorToast } from './error-toast';
import { toShownError } from './wire-error';

/** What a note offers to do next. */
export interface Next {
  action: string;
  run: () => void;
}

const UNDO_MS = 20_000;

/** Short notes at the window's edge, for commands that have no form to show their answer in. */
@Injectable({ providedIn: 'root' })
export class Toasts {
  private readonly snackBar = inject(MatSnackBar);

  done(message: string, next?: Next): void {
    const shown = this.snackBar.open(message, next?.action, { duration: next ? 8000 : 4000 });
    if (next) shown.onAction().subscribe(next.run);
  }

  /** For what can be taken back: offers that, long enough to notice a mistake. */
  undoable(message: string, undo: () => Promise<unknown>): void {
    const takeBack = async () => {
      if ((await this.attempt(undo().then(() => true))) === true) this.done('Taken back.');
    };
    const shown = this.snackBar.open(message, 'Undo', { duration: UNDO_MS });
    shown.onAction().subscribe(() => void takeBack());
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
