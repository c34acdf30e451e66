import { Component, inject, signal } from '@angular/core';
import { MAT_DIALOG_DATA, MatDialogRef } from '@angular/material/dialog';
import { type DeploymentView, type ServiceInstanceView } from '@sdp/protocol';
import { revisionText } from '../../deployments/revision';
import { Submission } from '../../errors/submission';
import { Ago } from '../../ui/ago';
import { FormDialog } from '../../ui/form-dialog';

export interface Rollback {
  service: ServiceInstanceView;
  start: (deploymentId: string) => Promise<DeploymentView>;
}

/** Chooses an earlier release; it is started again without a build. Closes with the deployment. */
@Component({
  selector: 'sdp-rollback-dialog',
  imports: [Ago, FormDialog],
  template: `
    <sdp-form-dialog
      action="Roll back"
      busyText="Starting …"
      actionId="confirm-rollback"
      [heading]="'Roll back ' + service.name"
      [isBlocked]="!chosen()"
      [submission]="submission"
      (submitted)="start()"
    >
      <p class="muted">These releases are still on {{ service.agent }}: going back takes seconds.</p>
      <div role="radiogroup" aria-label="Releases">
        @for (release of service.releases; track release.deploymentId) {
          <label class="check">
            <input
              type="radio"
              name="release"
              [value]="release.deploymentId"
              [disabled]="release.isRunning"
              [checked]="chosen() === release.deploymentId"
              (change)="chosen.set(release.deploymentId)"
            />
            <span>
              <span class="mono foreign">{{ revisionText(release.branch, release.commit) }}</span>
              @if (release.isRunning) {
                <span class="badge">runs now</span>
              }
              <span class="muted about">
                <span class="foreign">{{ release.commit?.subject }}</span>
                · deployed <sdp-ago [time]="release.deployedAt" />
              </span>
            </span>
          </label>
        }
      </div>
    </sdp-form-dialog>
  `,
  styles: `
    p {
      margin: 0;
    }
    [role='radiogroup'] {
      display: grid;
      gap: 12px;
    }
    .badge {
      margin-left: 6px;
    }
    .about {
      display: block;
    }
  `,
})
export class RollbackDialog {
  private readonly data = inject<Rollback>(MAT_DIALOG_DATA);
  private readonly ref = inject<MatDialogRef<RollbackDialog, DeploymentView>>(MatDialogRef);
  protected readonly revisionText = revisionText;
  protected readonly submission = new Submission();
  protected readonly service = this.data.service;
  protected readonly chosen = signal(this.service.releases.find(({ isRunning }) => !isRunning)?.deploymentId);

  protected async start(): Promise<void> {
    const release = this.chosen();
    if (release) await this.submission.run(async () => this.ref.close(await this.data.start(release)));
  }
}
