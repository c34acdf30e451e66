import { Component, inject, signal } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { Submission } from '../errors/submission';
import { FormDialog } from '../ui/form-dialog';
import { type Variable } from './dot-env';
import { areValid, toRecord, toRows } from './variables';
import { VariablesEditor } from './variables-editor';

export interface EditVariables {
  variables: Readonly<Record<string, string>>;
  save: (variables: Record<string, string>) => Promise<void>;
}

/** The variables of a sandbox itself; closes with `true` once they are saved. */
@Component({
  selector: 'sdp-variables-dialog',
  imports: [FormDialog, VariablesEditor],
  template: `
    <sdp-form-dialog
      heading="Variables of the sandbox"
      actionId="save-sandbox"
      [submission]="submission"
      (submitted)="save()"
    >
      <sdp-variables-editor
        hint="Every service of the sandbox gets these; they win over the environment’s."
        [(variables)]="variables"
      />
    </sdp-form-dialog>
  `,
})
export class VariablesDialog {
  private readonly data = inject<EditVariables>(MAT_DIALOG_DATA);
  private readonly ref = inject<MatDialogRef<VariablesDialog, boolean>>(MatDialogRef);
  protected readonly variables = signal<Variable[]>(toRows(this.data.variables));
  protected readonly submission = new Submission();

  protected async save(): Promise<void> {
    if (!areValid(this.variables())) return;
    if (await this.submission.run(() => this.data.save(toRecord(this.variables())))) this.ref.close(true);
  }
}
