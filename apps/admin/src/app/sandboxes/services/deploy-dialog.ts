import { Component, computed, inject, signal } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { type DeploymentGroupView, type ServiceInstanceView } from '@sdp/protocol';
import { revisionText } from '../../deployments/revision';
import { Submission } from '../../errors/submission';
import { FormDialog } from '../../ui/form-dialog';

export interface Deploy {
  services: ServiceInstanceView[];
  start: (services: string[] | undefined) => Promise<DeploymentGroupView>;
}

/** Chooses the services to deploy together, all at first; closes with what was started. */
@Component({
  selector: 'sdp-deploy-dialog',
  imports: [FormDialog],
  template: `
    <sdp-form-dialog
      heading="Deploy services"
      busyText="Starting …"
      actionId="confirm-deploy"
      [action]="isAll() ? 'Deploy all' : 'Deploy ' + chosen().size"
      [isBlocked]="chosen().size === 0"
      [submission]="submission"
      (submitted)="start()"
    >
      <p class="muted">They run at the same time, except where one is deployed after another.</p>
      @for (service of services; track service.name) {
        <label class="check">
          <input
            type="checkbox"
            [checked]="chosen().has(service.name)"
            [attr.data-testid]="'choose-' + service.name"
            (change)="choose(service.name, $event)"
          />
          <span>
            <strong class="foreign">{{ service.name }}</strong>
            <span class="mono muted foreign">{{ next(service) }}</span>
            @if (service.dependsOn.length > 0) {
              <span class="muted foreign">after {{ service.dependsOn.join(', ') }}</span>
            }
          </span>
        </label>
      }
    </sdp-form-dialog>
  `,
  styles: `
    p {
      margin: 0;
    }
    .check > span {
      display: flex;
      flex-wrap: wrap;
      gap: 0 10px;
    }
  `,
})
export class DeployDialog {
  private readonly data = inject<Deploy>(MAT_DIALOG_DATA);
  private readonly ref = inject<MatDialogRef<DeployDialog, DeploymentGroupView>>(MatDialogRef);
  protected readonly submission = new Submission();
  protected readonly services = this.data.services.filter(({ desired }) => desired !== 'removed');
  protected readonly chosen = signal<ReadonlySet<string>>(new Set(this.services.map(({ name }) => name)));
  protected readonly isAll = computed(() => this.chosen().size === this.services.length);

  protected next({ branch, pinnedCommit }: ServiceInstanceView): string {
    return revisionText(branch, pinnedCommit === null ? null : { id: pinnedCommit });
  }

  protected choose(service: string, event: Event): void {
    const isChosen = (event.target as HTMLInputElement).checked;
    this.chosen.update((names) => {
      const others = [...names].filter((name) => name !== service);
      return new Set(isChosen ? [...others, service] : others);
    });
  }

  protected async start(): Promise<void> {
    const services = this.isAll() ? undefined : [...this.chosen()];
    await this.submission.run(async () => this.ref.close(await this.data.start(services)));
  }
}
