import { inject, Injectable } from '@angular/core';
import { MatSnackBar, type MatSnackBarRef, type TextOnlySnackBar } from '@angular/material/snack-bar';
import { SessionStore } from '../auth/session-store';
import { ChangedSince } from './changed-since';
import { ErrorToast } from './error-toast';
import { toShownError } from './wire-error';

/** What a note offers to do next. */
export interface Next {
  action: string;
  run: () => void;
}

/** Something that was done, and can be taken back. */
export interface Change {
  /** The first sentence says what was done. */
  message: string;
  undo: () => Promise<unknown>;
  toast: MatSnackBarRef<TextOnlySnackBar>;
  at: number;
  /** Whoever signs in next has not done it. */
  by: string | undefined;
  isStill: () => boolean;
}

const UNDO_MS = 20_000;
/** By keyboard it can be taken back for longer than its toast shows, but not after others may have gone on from it. */
const KEPT_MS = 5 * 60_000;

/** Short notes at the window's edge, for commands that have no form to show their answer in. */
@Injectable({ providedIn: 'root' })
export class Toasts {
  private readonly snackBar = inject(MatSnackBar);
  private readonly session = inject(SessionStore).session;
  private newest: Change | undefined;

  done(message: string, next?: Next): void {
    const shown = this.snackBar.open(message, next?.action, { duration: next ? 8000 : 4000 });
    if (next) shown.onAction().subscribe(next.run);
  }

  /**
   * For what can be taken back: offers that, long enough to notice a mistake. The keyboard reaches it without the toast
   * (`takeBack`), unless `isStill` says that there is nothing to take back any more. What only the control plane knows
   * `undo` asks itself, and throws `ChangedSince`.
   */
  undoable(message: string, undo: () => Promise<unknown>, isStill: () => boolean = () => true): void {
    const toast = this.snackBar.open(message, 'Undo', { duration: UNDO_MS });
    const change = { message, undo, toast, at: Date.now(), by: this.session()?.username, isStill };
    this.newest = change;
    toast.onAction().subscribe(() => void this.takeBack(change));
  }

  /** What was done last, as long as it can be taken back. */
  lastChange(): Change | undefined {
    const { newest } = this;
    const isRecent = newest && Date.now() - newest.at < KEPT_MS && newest.by === this.session()?.username;
    return isRecent && newest.isStill() ? newest : undefined;
  }

  /** Only once; what could not be taken back now may be later, unless somebody went on from it. */
  async takeBack(change: Change): Promise<void> {
    change.toast.dismiss();
    if (!change.isStill()) return this.failed(new ChangedSince('What it would replace'));
    if (this.newest === change) this.newest = undefined;
    try {
      await change.undo();
      this.done(`Taken back: ${firstSentence(change.message)}`);
    } catch (failure) {
      this.failed(failure);
      if (!(failure instanceof ChangedSince)) this.newest ??= change;
    }
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

/** Others say what follows from it. */
export function firstSentence(message: string): string {
  return message.split(/(?<=\.) /, 1)[0] ?? message;
}
