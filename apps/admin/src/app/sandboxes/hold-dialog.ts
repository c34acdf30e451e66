import { Component, inject } from '@angular/core';
import { NonNullableFormBuilder, ReactiveFormsModule, Validators } from '@angular/forms';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { type HoldRequest } from '@sdp/protocol';
import { Submission } from '../errors/submission';
import { Field } from '../ui/field';
import { FormDialog } from '../ui/form-dialog';

export interface Hold {
  save: (request: HoldRequest) => Promise<unknown>;
}

const HOUR_MS = 3_600_000;
const LENGTHS = [
  { hours: 1, words: '1 hour' },
  { hours: 4, words: '4 hours' },
  { hours: 24, words: '1 day' },
  { hours: 72, words: '3 days' },
  { hours: 168, words: '7 days' },
  { hours: 336, words: '14 days' },
];

/** Keeps other people’s deployments out of a sandbox for a while; closes with `true` once it is held. */
@Component({
  selector: 'sdp-hold-dialog',
  imports: [Field, FormDialog, ReactiveFormsModule],
  template: `
    <sdp-form-dialog
      heading="Hold this sandbox"
      action="Hold"
      busyText="Holding …"
      actionId="confirm-hold"
      [submission]="submission"
      (submitted)="hold()"
    >
      <ng-container [formGroup]="form">
        <sdp-field
          label="Reason"
          hint="Others see it, and their deployments wait behind it."
          problem="Say why, so that others know."
        >
          <input
            class="input"
            formControlName="reason"
            maxlength="200"
            placeholder="Testing the release"
            data-testid="hold-reason"
          />
        </sdp-field>
        <sdp-field label="For">
          <select class="input" formControlName="hours">
            @for (length of lengths; track length.hours) {
              <option [ngValue]="length.hours">{{ length.words }}</option>
            }
          </select>
        </sdp-field>
      </ng-container>
    </sdp-form-dialog>
  `,
})
export class HoldDialog {
  private readonly data = inject<Hold>(MAT_DIALOG_DATA);
  private readonly ref = inject<MatDialogRef<HoldDialog, boolean>>(MatDialogRef);
  protected readonly lengths = LENGTHS;
  protected readonly submission = new Submission();
  protected readonly form = inject(NonNullableFormBuilder).group({
    reason: ['', [Validators.required, Validators.maxLength(200)]],
    hours: [4],
  });

  protected async hold(): Promise<void> {
    this.form.markAllAsTouched();
    if (this.form.invalid) return;
    const { reason, hours } = this.form.getRawValue();
    const until = new Date(Date.now() + hours * HOUR_MS).toISOString();
    if (await this.submission.run(() => this.data.save({ reason, until }))) this.ref.close(true);
  }
}
