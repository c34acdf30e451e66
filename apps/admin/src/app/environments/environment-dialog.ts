import { Component, inject } from '@angular/core';
import { NonNullableFormBuilder, ReactiveFormsModule, Validators } from '@angular/forms';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { type EnvironmentSummary } from '@sdp/protocol';
import { Submission } from '../errors/submission';
import { ENVIRONMENT_NAME, ENVIRONMENT_NAME_RULE } from '../names/names';
import { Field } from '../ui/field';
import { FormDialog } from '../ui/form-dialog';
import { EnvironmentsApi } from './environments-api';

export interface EditEnvironment {
  /** Absent for a new one. */
  environment?: EnvironmentSummary;
}

/** Name and description of a new or an existing environment; closes with its id. */
@Component({
  selector: 'sdp-environment-dialog',
  imports: [Field, FormDialog, ReactiveFormsModule],
  template: `
    <sdp-form-dialog
      actionId="save-environment"
      [heading]="environment ? 'Edit environment' : 'New environment'"
      [action]="environment ? 'Save' : 'Create environment'"
      [submission]="submission"
      (submitted)="save()"
    >
      <ng-container [formGroup]="form">
        <sdp-field label="Name" [hint]="rule">
          <input
            class="input"
            formControlName="name"
            placeholder="ocp-test"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            data-testid="environment-name"
          />
        </sdp-field>
        <sdp-field label="Description" isOptional>
          <input class="input" formControlName="description" maxlength="500" />
        </sdp-field>
      </ng-container>
    </sdp-form-dialog>
  `,
})
export class EnvironmentDialog {
  protected readonly environment = inject<EditEnvironment>(MAT_DIALOG_DATA).environment;
  private readonly api = inject(EnvironmentsApi);
  private readonly ref = inject<MatDialogRef<EnvironmentDialog, string>>(MatDialogRef);
  protected readonly rule = ENVIRONMENT_NAME_RULE;
  protected readonly submission = new Submission();
  protected readonly form = inject(NonNullableFormBuilder).group({
    name: [this.environment?.name ?? '', [Validators.required, Validators.pattern(ENVIRONMENT_NAME)]],
    description: [this.environment?.description ?? '', Validators.maxLength(500)],
  });

  protected async save(): Promise<void> {
    this.form.markAllAsTouched();
    if (this.form.invalid) return;
    const request = this.form.getRawValue();
    await this.submission.run(async () => {
      const { id } = await (this.environment
        ? this.api.update(this.environment.id, request)
        : this.api.create(request));
      this.ref.close(id);
    });
  }
}
