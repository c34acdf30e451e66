import { type CanDeactivateFn } from '@angular/router';
import { type Question } from './confirm-dialog';

/** A page on which something may have been typed that is not saved yet. */
export interface HasUnsaved {
  /** Asks the person where something would be lost. */
  mayLeave(): boolean | Promise<boolean>;
}

export const LEAVE_UNSAVED: Question = {
  heading: 'Leave without saving?',
  text: 'What you changed here is not saved yet, and is lost when you leave.',
  action: 'Leave',
};

export const keepUnsaved: CanDeactivateFn<HasUnsaved> = (page) => page.mayLeave();
