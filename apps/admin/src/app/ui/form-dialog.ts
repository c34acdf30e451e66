import {
  afterRenderEffect,
  booleanAttribute,
  Component,
  ElementRef,
  inject,
  input,
  output,
  viewChild,
} from '@angular/core';
import { MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle } from '@angular/material/dialog';
import { ErrorCard } from '../errors/error-card';
import { type Submission } from '../errors/submission';
import { OpenForms } from './open-forms';
import { wrongFieldFinder } from './wrong-field';

/**
 * The frame of every dialog with a form: heading, fields, what went wrong, and its buttons. What is typed into it is not
 * lost by a key or a click beside it (`Dialogs`).
 */
@Component({
  selector: 'sdp-form-dialog',
  imports: [ErrorCard, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 mat-dialog-title>{{ heading() }}</h2>
    <form novalidate (focusin)="text.entered($event.target)" (submit)="submit($event)">
      <mat-dialog-content class="fields">
        <ng-content />
        @if (submission().error(); as error) {
          <sdp-error-card [error]="error" />
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end" class="actions">
        <button type="button" class="button" mat-dialog-close>Cancel</button>
        <ng-content select="[otherAction]" />
        <button
          type="submit"
          class="button"
          [class]="isDangerous() ? 'danger' : 'primary'"
          [attr.data-testid]="actionId()"
          [disabled]="isBlocked() || submission().isBusy()"
        >
          {{ submission().isBusy() ? busyText() : action() }}
        </button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    .fields {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 20px;
      color: var(--text);
    }
  `,
})
export class FormDialog {
  readonly heading = input.required<string>();
  readonly submission = input.required<Submission>();
  /** What the button says that does it, and what it says meanwhile. */
  readonly action = input('Save');
  readonly busyText = input('Saving …');
  /** For tests. */
  readonly actionId = input('save');
  readonly isDangerous = input(false, { transform: booleanAttribute });
  readonly isBlocked = input(false);
  readonly submitted = output<void>();

  protected readonly text = inject(OpenForms).begin();
  private readonly failure = viewChild(ErrorCard, { read: ElementRef<HTMLElement> });
  private readonly showWrong = wrongFieldFinder();

  constructor() {
    // It stands at the end of what may be longer than the dialog.
    afterRenderEffect(() => {
      if (this.submission().error()) this.failure()?.nativeElement.scrollIntoView?.({ block: 'nearest' });
    });
  }

  protected submit(event: Event): void {
    event.preventDefault();
    this.submitted.emit();
    if (!this.submission().isBusy()) this.showWrong();
  }
}
