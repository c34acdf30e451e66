import { inject, Injectable } from '@angular/core';
import { Router } from '@angular/router';
import { type DeploymentView } from '@sdp/protocol';
import { DeploymentActions } from '../deployments/deployment-actions';
import { DEPLOYMENT_STATES, isActive } from '../deployments/deployment-states';
import { revisionText } from '../deployments/revision';
import { type PaletteEntry } from './palette-entries';
import { SandboxEntries } from './sandbox-entries';

const ID = /\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/;

/** Going to a deployment, and what its reader may do with it. */
@Injectable()
export class DeploymentEntries {
  private readonly router = inject(Router);
  private readonly deployments = inject(DeploymentActions);
  private readonly sandboxes = inject(SandboxEntries);

  visit(deployment: DeploymentView): PaletteEntry {
    return {
      key: `deployment:${deployment.id}`,
      group: 'deployment',
      name: nameOf(deployment),
      about: aboutOf(deployment),
      isFurther: true,
      inside: () => this.actions(deployment),
      run: () => this.router.navigate(['/deployments', deployment.id]),
    };
  }

  /** Where the typed text has a deployment's id, as its address does: however old it is. */
  named(typed: string): PaletteEntry[] {
    const [id] = ID.exec(typed.toLowerCase()) ?? [];
    if (!id) return [];
    const run = () => this.router.navigate(['/deployments', id]);
    return [{ key: `deployment:${id}`, group: 'deployment', name: `Deployment ${id}`, about: '', run }];
  }

  actions(deployment: DeploymentView): PaletteEntry[] {
    const { sandboxId, service, state, isMine } = deployment;
    if (!isMine) return [];
    if (isActive(state))
      return [this.entry(deployment, 'cancel', 'Cancel', () => this.deployments.cancel(deployment))];
    const isGood = state === 'succeeded';
    return [
      this.entry(deployment, 'retry', isGood ? 'Deploy again' : 'Try again', () =>
        this.deployments.retry(deployment),
      ),
      ...(isGood
        ? [
            this.entry(deployment, 'roll-back-to', 'Roll back to this release', () =>
              this.deployments.rollBackTo(deployment),
            ),
          ]
        : []),
      this.entry(deployment, 'roll-back', 'Roll back …', () => this.sandboxes.rollBack(sandboxId, service)),
    ];
  }

  private entry(deployment: DeploymentView, verb: string, words: string, run: () => unknown): PaletteEntry {
    return {
      key: `deployment:${deployment.id}/${verb}`,
      group: 'action',
      name: `${words}: ${nameOf(deployment)}`,
      about: aboutOf(deployment),
      isFurther: true,
      run,
    };
  }
}

function nameOf({ sandboxName, service }: DeploymentView): string {
  return `${sandboxName}/${service}`;
}

function aboutOf({ branch, commit, state }: DeploymentView): string {
  return `${revisionText(branch, commit)} · ${DEPLOYMENT_STATES[state].word.toLowerCase()}`;
}
