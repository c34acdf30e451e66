import { Component, inject, signal } from '@angular/core';
import { NonNullableFormBuilder } from '@angular/forms';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { type ServiceInstanceView, type UpdateServiceRequest } from '@sdp/protocol';
import { Submission } from '../../errors/submission';
import { BranchInput } from '../../repositories/branch-input';
import { FormDialog } from '../../ui/form-dialog';
import { wrongFieldFinder } from '../../ui/wrong-field';
import { type Variable } from '../../variables/dot-env';
import { areValid, toRecord, toRows } from '../../variables/variables';
import { ServiceSettings } from './service-settings';
import { settingsForm, settingsOf } from './service-settings-form';

export interface EditService {
  service: ServiceInstanceView;
  /** Names of the sandbox's other services. */
  others: string[];
  save: (request: UpdateServiceRequest) => Promise<void>;
}

/** What is to happen after the dialog: nothing more, or a deployment. */
export type Saved = 'saved' | 'deploy';

/** Branch and settings of a service; closes with what is to follow once they are saved. */
@Component({
  selector: 'sdp-edit-service-dialog',
  imports: [BranchInput, FormDialog, ServiceSettings],
  templateUrl: './edit-service-dialog.html',
})
export class EditServiceDialog {
  private readonly data = inject<EditService>(MAT_DIALOG_DATA);
  private readonly ref = inject<MatDialogRef<EditServiceDialog, Saved>>(MatDialogRef);
  protected readonly service = this.data.service;
  protected readonly others = this.data.others;
  protected readonly branch = signal(this.service.branch);
  protected readonly settings = settingsForm(inject(NonNullableFormBuilder), this.service);
  protected readonly variables = signal<Variable[]>(toRows(this.service.variables));
  protected readonly submission = new Submission();
  private readonly showWrong = wrongFieldFinder();

  /** The pin belongs to the branch it was set for. */
  protected chooseBranch(branch: string): void {
    this.branch.set(branch);
    const { commit } = this.settings.controls;
    if (commit.value === this.service.pinnedCommit) commit.setValue('');
  }

  protected async save(then: Saved): Promise<void> {
    const isComplete = this.branch() !== '' && this.settings.valid && areValid(this.variables());
    if (!isComplete) return this.showWrong();
    if (await this.submission.run(() => this.data.save(this.request()))) this.ref.close(then);
  }

  private request(): UpdateServiceRequest {
    return {
      branch: this.branch(),
      ...settingsOf(this.settings),
      variables: toRecord(this.variables()),
    };
  }
}
