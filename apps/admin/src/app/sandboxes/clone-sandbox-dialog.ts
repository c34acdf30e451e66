import { Component, inject } from '@angular/core';
import { NonNullableFormBuilder, ReactiveFormsModule, Validators } from '@angular/forms';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { type CloneSandboxRequest, type SandboxView } from '@sdp/protocol';
import { Submission } from '../errors/submission';
import { BRANCH_NAME, BRANCH_NAME_RULE, SANDBOX_NAME, SANDBOX_NAME_RULE } from '../names/names';
import { Field } from '../ui/field';
import { FormDialog } from '../ui/form-dialog';
import { SandboxesApi } from './sandboxes-api';

/** The same services, variables and overrides under another name; closes with the new sandbox's id. */
@Component({
  selector: 'sdp-clone-sandbox-dialog',
  imports: [Field, FormDialog, ReactiveFormsModule],
  template: `
    <sdp-form-dialog
      action="Clone"
      busyText="Cloning …"
      actionId="confirm-clone"
      [heading]="'Clone ' + sandbox.name"
      [submission]="submission"
      (submitted)="clone()"
    >
      <ng-container [formGroup]="form">
        <sdp-field label="Name" [hint]="nameRule">
          <input
            class="input"
            formControlName="name"
            autocomplete="off"
            autocapitalize="none"
            spellcheck="false"
            data-testid="clone-name"
          />
        </sdp-field>
        <ng-container formGroupName="branches">
          @for (service of sandbox.services; track service.name) {
            <sdp-field [label]="'Branch of ' + service.name" [problem]="branchRule">
              <input
                class="input mono"
                autocomplete="off"
                autocapitalize="none"
                spellcheck="false"
                [formControlName]="service.name"
              />
            </sdp-field>
          }
        </ng-container>
        <label class="check">
          <input type="checkbox" formControlName="deploy" />
          <span>Deploy all of it at once</span>
        </label>
      </ng-container>
    </sdp-form-dialog>
  `,
})
export class CloneSandboxDialog {
  protected readonly sandbox = inject<SandboxView>(MAT_DIALOG_DATA);
  private readonly api = inject(SandboxesApi);
  private readonly ref = inject<MatDialogRef<CloneSandboxDialog, string>>(MatDialogRef);
  private readonly builder = inject(NonNullableFormBuilder);
  protected readonly nameRule = SANDBOX_NAME_RULE;
  protected readonly branchRule = BRANCH_NAME_RULE;
  protected readonly submission = new Submission();
  protected readonly form = this.builder.group({
    name: ['', [Validators.required, Validators.pattern(SANDBOX_NAME)]],
    branches: this.builder.record(
      Object.fromEntries(
        this.sandbox.services.map(({ name, branch }) => [
          name,
          this.builder.control(branch, [Validators.required, Validators.pattern(BRANCH_NAME)]),
        ]),
      ),
    ),
    deploy: [true],
  });

  protected async clone(): Promise<void> {
    this.form.markAllAsTouched();
    if (this.form.invalid) return;
    await this.submission.run(async () => {
      const { sandbox } = await this.api.clone(this.sandbox.id, this.request());
      this.ref.close(sandbox.id);
    });
  }

  /** A branch that was not touched stays out: the clone keeps the original's pin, too. */
  private request(): CloneSandboxRequest {
    const { name, branches, deploy } = this.form.getRawValue();
    const changed = this.sandbox.services.filter((service) => branches[service.name] !== service.branch);
    return {
      name,
      branches: Object.fromEntries(changed.map((service) => [service.name, branches[service.name] ?? ''])),
      deploy,
    };
  }
}
