import { Component, inject, signal } from '@angular/core';
import { NonNullableFormBuilder, ReactiveFormsModule, Validators } from '@angular/forms';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { type SandboxView, type UpdateSandboxRequest } from '@sdp/protocol';
import { ErrorCard } from '../errors/error-card';
import { type ShownError, toShownError } from '../errors/wire-error';
import { type Variable } from './dot-env';
import { SANDBOX_NAME, SANDBOX_NAME_RULE } from './names';
import { areValid, toRecord, toRows } from './variables';
import { VariablesEditor } from './variables-editor';

export interface EditSandbox {
  sandbox: SandboxView;
  save: (request: UpdateSandboxRequest) => Promise<void>;
}

/** Name, description and variables of a sandbox; closes with `true` once they are saved. */
@Component({
  selector: 'sdp-edit-sandbox-dialog',
  imports: [
    ErrorCard,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
    ReactiveFormsModule,
    VariablesEditor,
  ],
  templateUrl: './edit-sandbox-dialog.html',
  styles: `
    .fields {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 20px;
      color: var(--text);
    }
  `,
})
export class EditSandboxDialog {
  private readonly data = inject<EditSandbox>(MAT_DIALOG_DATA);
  private readonly ref = inject<MatDialogRef<EditSandboxDialog, boolean>>(MatDialogRef);
  protected readonly nameRule = SANDBOX_NAME_RULE;
  protected readonly form = inject(NonNullableFormBuilder).group({
    name: [this.data.sandbox.name, [Validators.required, Validators.pattern(SANDBOX_NAME)]],
    description: [this.data.sandbox.description, Validators.maxLength(500)],
  });
  protected readonly variables = signal<Variable[]>(toRows(this.data.sandbox.variables));
  protected readonly isBusy = signal(false);
  protected readonly error = signal<ShownError | undefined>(undefined);

  protected async save(): Promise<void> {
    this.form.markAllAsTouched();
    if (this.form.invalid || !areValid(this.variables()) || this.isBusy()) return;
    this.isBusy.set(true);
    this.error.set(undefined);
    try {
      await this.data.save({ ...this.form.getRawValue(), variables: toRecord(this.variables()) });
      this.ref.close(true);
    } catch (failure) {
      this.error.set(toShownError(failure));
    } finally {
      this.isBusy.set(false);
    }
  }
}
