import { signal } from '@angular/core';
import { type ShownError, toShownError } from './wire-error';

/** A form on its way to the control plane: one at a time, and its error stays until the next try. */
export class Submission {
  private readonly _isBusy = signal(false);
  private readonly _error = signal<ShownError | undefined>(undefined);

  readonly isBusy = this._isBusy.asReadonly();
  readonly error = this._error.asReadonly();

  /** Answers whether it went through. */
  async run(command: () => Promise<unknown>): Promise<boolean> {
    if (this._isBusy()) return false;
    this._isBusy.set(true);
    this._error.set(undefined);
    try {
      await command();
      return true;
    } catch (failure) {
      this._error.set(toShownError(failure));
      return false;
    } finally {
      this._isBusy.set(false);
    }
  }
}
