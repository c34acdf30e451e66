import { Component, inject } from '@angular/core';
import { NonNullableFormBuilder, ReactiveFormsModule, Validators } from '@angular/forms';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { Submission } from '../errors/submission';
import { Field } from './field';
import { FormDialog } from './form-dialog';

export interface NameRequest {
  heading: string;
  /** What the button that does it says. */
  action: string;
  name: string;
  pattern: RegExp;
  rule: string;
  save: (name: string) => Promise<unknown>;
}

/** Asks for a name, for what is made, copied or renamed; closes with it once it was taken. */
@Component({
  selector: 'sdp-name-dialog',
  imports: [Field, FormDialog, ReactiveFormsModule],
  template: `
    <sdp-form-dialog
      actionId="take-name"
      [heading]="request.heading"
      [action]="request.action"
      [submission]="submission"
      (submitted)="save()"
    >
      <sdp-field label="Name" [hint]="request.rule">
        <input
          class="input"
          autocomplete="off"
          autocapitalize="none"
          spellcheck="false"
          data-testid="name"
          [formControl]="name"
        />
      </sdp-field>
    </sdp-form-dialog>
  `,
})
export class NameDialog {
  protected readonly request = inject<NameRequest>(MAT_DIALOG_DATA);
  private readonly ref = inject<MatDialogRef<NameDialog, string>>(MatDialogRef);
  protected readonly submission = new Submission();
  protected readonly name = inject(NonNullableFormBuilder).control(this.request.name, [
    Validators.required,
    Validators.pattern(this.request.pattern),
  ]);

  protected async save(): Promise<void> {
    this.name.markAsTouched();
    if (this.name.invalid) return;
    const name = this.name.value;
    if (await this.submission.run(() => this.request.save(name))) this.ref.close(name);
  }
}
