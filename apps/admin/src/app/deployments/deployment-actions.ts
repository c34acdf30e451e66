import { inject, Injectable, signal } from '@angular/core';
import { Router } from '@angular/router';
import { type DeploymentView } from '@sdp/protocol';
import { Toasts } from '../errors/toasts';
import { SandboxesApi } from '../sandboxes/sandboxes-api';
import { DeploymentsApi } from './deployments-api';

/** What can be done with a deployment, from its page or from the command palette. */
@Injectable({ providedIn: 'root' })
export class DeploymentActions {
  private readonly api = inject(DeploymentsApi);
  private readonly sandboxes = inject(SandboxesApi);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly _isBusy = signal(false);

  readonly isBusy = this._isBusy.asReadonly();

  async cancel({ id }: DeploymentView): Promise<void> {
    await this.whileBusy(this.api.cancel(id));
  }

  retry({ id }: DeploymentView): Promise<void> {
    return this.goOnWith(this.api.retry(id));
  }

  /** What it made is started again, without a build. */
  rollBackTo({ id, sandboxId, service }: DeploymentView): Promise<void> {
    return this.goOnWith(this.sandboxes.rollBack(sandboxId, service, id));
  }

  private async goOnWith(command: Promise<DeploymentView>): Promise<void> {
    const next = await this.whileBusy(command);
    if (next) await this.router.navigate(['/deployments', next.id]);
  }

  private async whileBusy<T>(command: Promise<T>): Promise<T | undefined> {
    this._isBusy.set(true);
    const answer = await this.toasts.attempt(command);
    this._isBusy.set(false);
    return answer;
  }
}
