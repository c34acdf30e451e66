import { Component, computed, inject, linkedSignal, signal } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { type RepositoryUseView } from '@sdp/protocol';
import { Submission } from '../errors/submission';
import { SandboxCatalog } from '../sandboxes/sandbox-catalog';
import { SandboxesApi } from '../sandboxes/sandboxes-api';
import { FormDialog } from '../ui/form-dialog';
import { SearchChoice } from '../ui/search-choice';
import { type BranchTarget, canTake, consequenceOf, deployBranch } from './branch-target';

export interface DeployBranch {
  repository: string;
  branch: string;
  /** Every service of the repository. */
  uses: readonly RepositoryUseView[];
}

/** Brings a branch into a sandbox that there is; closes with the deployment's id. */
@Component({
  selector: 'sdp-deploy-branch-dialog',
  imports: [FormDialog, SearchChoice],
  template: `
    <sdp-form-dialog
      action="Deploy"
      busyText="Starting …"
      actionId="confirm-deploy-branch"
      [heading]="'Deploy ' + data.branch"
      [submission]="submission"
      (submitted)="deploy()"
    >
      <sdp-search-choice
        label="Into the sandbox"
        testId="branch-sandbox"
        [options]="sandboxes()"
        [isLoading]="catalog.isLoading()"
        [isMissing]="wasTried()"
        [(chosen)]="chosen"
      />
      @if (there().length > 1) {
        <label class="field">
          <span class="label">As</span>
          <select class="input" data-testid="branch-service" (change)="choose($event)">
            @for (use of there(); track use.service) {
              <option [value]="use.service" [selected]="use.service === service()">
                {{ use.service }} (now {{ use.branch }})
              </option>
            }
          </select>
        </label>
      }
      @if (target(); as target) {
        <p class="foreign" data-testid="consequence" role="status">{{ consequenceOf(target) }}</p>
      }
    </sdp-form-dialog>
  `,
  styles: `
    p {
      margin: 0;
      color: var(--text-2);
    }
  `,
})
export class DeployBranchDialog {
  protected readonly data = inject<DeployBranch>(MAT_DIALOG_DATA);
  private readonly ref = inject<MatDialogRef<DeployBranchDialog, string>>(MatDialogRef);
  private readonly api = inject(SandboxesApi);
  protected readonly catalog = inject(SandboxCatalog);
  protected readonly submission = new Submission();
  protected readonly consequenceOf = consequenceOf;
  protected readonly wasTried = signal(false);
  protected readonly chosen = signal('');

  private readonly able = computed(() =>
    (this.catalog.sandboxes() ?? []).filter((sandbox) => canTake(sandbox, this.data.uses)),
  );
  protected readonly sandboxes = computed(() =>
    this.able().map(({ id, name, owner }) => ({ id, name, note: owner })),
  );
  /** What that sandbox has of the repository already. */
  protected readonly there = computed(() =>
    this.data.uses.filter(({ sandbox }) => sandbox.id === this.chosen()),
  );
  protected readonly service = linkedSignal(() => this.there()[0]?.service);
  protected readonly target = computed<BranchTarget | undefined>(() => {
    const sandbox = this.able().find(({ id }) => id === this.chosen());
    const use = this.there().find(({ service }) => service === this.service());
    return sandbox && { repository: this.data.repository, branch: this.data.branch, sandbox, use };
  });

  constructor() {
    this.catalog.use();
  }

  protected choose(event: Event): void {
    this.service.set((event.target as HTMLSelectElement).value);
  }

  protected async deploy(): Promise<void> {
    this.wasTried.set(true);
    const target = this.target();
    if (target) await this.submission.run(async () => this.ref.close(await deployBranch(this.api, target)));
  }
}
