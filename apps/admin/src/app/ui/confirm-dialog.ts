import { Component, computed, inject, signal } from '@angular/core';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';

export interface Question {
  heading: string;
  text: string;
  /** What exactly goes, or happens, one after the other. */
  goes?: readonly string[];
  /** What stays as it is, where somebody may fear for it. */
  stays?: readonly string[];
  /** What the button that does it says; absent where there is nothing to do but to read. */
  action?: string;
  /** What the other button says, where `Cancel` might be taken for the opposite. */
  refusal?: string;
  /** A text that must be typed first, for what cannot be undone. */
  typeToConfirm?: string;
}

/** Asks before something is removed; closes with `true` when the person is sure. */
@Component({
  selector: 'sdp-confirm-dialog',
  imports: [MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  template: `
    <h2 mat-dialog-title>{{ question.heading }}</h2>
    <form (submit)="confirm($event)">
      <mat-dialog-content>
        <p>{{ question.text }}</p>
        @if (question.goes; as goes) {
          <ul class="foreign" data-testid="what-goes">
            @for (each of goes; track $index) {
              <li>{{ each }}</li>
            }
          </ul>
        }
        @if (question.stays; as stays) {
          <p>What stays:</p>
          <ul class="foreign" data-testid="what-stays">
            @for (each of stays; track $index) {
              <li>{{ each }}</li>
            }
          </ul>
        }
        @if (question.typeToConfirm) {
          <label class="field">
            <span class="label"
              >Type <code>{{ question.typeToConfirm }}</code> to confirm</span
            >
            <input
              class="input"
              autocomplete="off"
              autocapitalize="none"
              spellcheck="false"
              data-testid="type-to-confirm"
              [value]="typed()"
              (input)="type($event)"
            />
          </label>
        }
      </mat-dialog-content>
      <mat-dialog-actions align="end" class="actions">
        <button type="button" class="button" mat-dialog-close>
          {{ question.refusal ?? (question.action ? 'Cancel' : 'Close') }}
        </button>
        @if (question.action) {
          <button type="submit" class="button danger" data-testid="confirm" [disabled]="!isSure()">
            {{ question.action }}
          </button>
        }
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    p {
      margin: 0 0 16px;
      color: var(--text-2);
    }
    ul {
      margin: 0 0 16px;
      padding-left: 20px;
    }
    .label {
      color: var(--text);
    }
  `,
})
export class ConfirmDialog {
  protected readonly question = inject<Question>(MAT_DIALOG_DATA);
  private readonly ref = inject<MatDialogRef<ConfirmDialog, boolean>>(MatDialogRef);
  protected readonly typed = signal('');
  protected readonly isSure = computed(
    () => this.question.typeToConfirm === undefined || this.typed() === this.question.typeToConfirm,
  );

  protected type(event: Event): void {
    this.typed.set((event.target as HTMLInputElement).value);
  }

  protected confirm(event: Event): void {
    event.preventDefault();
    if (this.isSure()) this.ref.close(true);
  }
}
