import { Component, inject, signal } from '@angular/core';
import { FormsModule, NonNullableFormBuilder } from '@angular/forms';
import {
  MAT_DIALOG_DATA,
  MatDialogActions,
  MatDialogClose,
  MatDialogContent,
  MatDialogRef,
  MatDialogTitle,
} from '@angular/material/dialog';
import { type ServiceInstanceView, type UpdateServiceRequest } from '@sdp/protocol';
import { ErrorCard } from '../errors/error-card';
import { type ShownError, toShownError } from '../errors/wire-error';
import { BranchInput } from '../repositories/branch-input';
import { type Variable } from './dot-env';
import { ServiceSettings } from './service-settings';
import { settingsForm } from './service-settings-form';
import { areValid, toRecord, toRows } from './variables';

export interface EditService {
  service: ServiceInstanceView;
  save: (request: UpdateServiceRequest) => Promise<void>;
}

/** What is to happen after the dialog: nothing more, or a deployment. */
export type Saved = 'saved' | 'deploy';

/** Branch and settings of a service; closes with what is to follow once they are saved. */
@Component({
  selector: 'sdp-edit-service-dialog',
  imports: [
    BranchInput,
    ErrorCard,
    FormsModule,
    MatDialogActions,
    MatDialogClose,
    MatDialogContent,
    MatDialogTitle,
    ServiceSettings,
  ],
  templateUrl: './edit-service-dialog.html',
  styles: `
    .fields {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 20px;
      color: var(--text);
    }
  `,
})
export class EditServiceDialog {
  private readonly data = inject<EditService>(MAT_DIALOG_DATA);
  private readonly ref = inject<MatDialogRef<EditServiceDialog, Saved>>(MatDialogRef);
  protected readonly service = this.data.service;
  protected readonly branch = signal(this.service.branch);
  protected readonly settings = settingsForm(inject(NonNullableFormBuilder), this.service);
  protected readonly variables = signal<Variable[]>(toRows(this.service.variables));
  protected readonly busyWith = signal<Saved | undefined>(undefined);
  protected readonly error = signal<ShownError | undefined>(undefined);

  /** The pin belongs to the branch it was set for. */
  protected chooseBranch(branch: string): void {
    this.branch.set(branch);
    const { commit } = this.settings.controls;
    if (commit.value === this.service.pinnedCommit) commit.setValue('');
  }

  protected async save(then: Saved): Promise<void> {
    const isComplete = this.branch() !== '' && this.settings.valid && areValid(this.variables());
    if (!isComplete || this.busyWith()) return;
    this.busyWith.set(then);
    this.error.set(undefined);
    try {
      await this.data.save(this.request());
      this.ref.close(then);
    } catch (failure) {
      this.error.set(toShownError(failure));
    } finally {
      this.busyWith.set(undefined);
    }
  }

  private request(): UpdateServiceRequest {
    const { commit, healthPath, containerPort } = this.settings.getRawValue();
    return {
      branch: this.branch(),
      commit: commit || null,
      healthPath: healthPath || null,
      containerPort,
      variables: toRecord(this.variables()),
    };
  }
}
