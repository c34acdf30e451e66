import { inject, Injectable, signal } from '@angular/core';
import { Router } from '@angular/router';
import { type DeploymentView, type RouteUseView, type ServiceInstanceView } from '@sdp/protocol';
import { Toasts } from '../../errors/toasts';
import { type DialogCode, Dialogs } from '../../ui/dialogs';
import { type Lifecycle, SandboxesApi } from '../sandboxes-api';
import { fateOfService } from './removal-text';
import { type Rollback } from './rollback-dialog';
import { unansweredCalls, usesOfOthers } from './route-uses';

const loadRollbackDialog: DialogCode = () => import('./rollback-dialog').then((file) => file.RollbackDialog);

/** What can be done to one service of a sandbox, from its card or from the command palette. */
@Injectable({ providedIn: 'root' })
export class ServiceActions {
  private readonly api = inject(SandboxesApi);
  private readonly dialogs = inject(Dialogs);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly busy = signal<ReadonlySet<string>>(new Set());

  /** A command is under way for it. */
  isBusy(sandboxId: string, service: string): boolean {
    return this.busy().has(keyOf(sandboxId, service));
  }

  async deploy(sandboxId: string, service: string): Promise<void> {
    const request = this.whileBusy(sandboxId, service, () => this.api.deploy(sandboxId, service));
    await this.goTo(await this.toasts.attempt(request));
  }

  async rollBack(sandboxId: string, service: ServiceInstanceView): Promise<void> {
    const start = (release: string) =>
      this.whileBusy(sandboxId, service.name, () => this.api.rollBack(sandboxId, service.name, release));
    await this.goTo(
      await this.dialogs.open<DeploymentView, Rollback>(loadRollbackDialog, { service, start }),
    );
  }

  async tell(sandboxId: string, service: string, command: Lifecycle): Promise<void> {
    if (command === 'stop' && !(await this.mayStop(sandboxId, service))) return;
    const tell = (next: Lifecycle) => this.api.tell(sandboxId, service, next);
    const done = this.whileBusy(sandboxId, service, () => tell(command)).then(() => true);
    if ((await this.toasts.attempt(done)) !== true) return;
    if (command === 'stop') this.toasts.undoable(`${service} is being stopped.`, () => tell('start'));
    if (command === 'start') this.toasts.undoable(`${service} is being started.`, () => tell('stop'));
    if (command === 'restart') this.toasts.done(`${service} is being restarted.`);
  }

  async remove(
    sandboxId: string,
    service: ServiceInstanceView,
    all: readonly ServiceInstanceView[],
  ): Promise<void> {
    const { name } = service;
    const uses = await this.usesOf(sandboxId, name);
    if (!uses || this.dialogs.isOpen()) return;
    const isSure = await this.dialogs.ask({
      heading: `Remove ${name}?`,
      text: 'Its deployments and their logs stay. What goes:',
      ...fateOfService({ sandboxId, service, all, uses }),
      action: 'Remove service',
      typeToConfirm: name,
    });
    const remove = () => this.api.removeService(sandboxId, name);
    if (isSure) await this.toasts.attempt(this.whileBusy(sandboxId, name, remove));
  }

  /** Asked only where others feel it: it can be taken back. */
  private async mayStop(sandboxId: string, service: string): Promise<boolean> {
    const uses = await this.usesOf(sandboxId, service);
    const unanswered = unansweredCalls(usesOfOthers(uses ?? [], sandboxId, [service]));
    if (!uses || unanswered.length === 0) return uses !== undefined;
    return this.dialogs.ask({
      heading: `Stop ${service}?`,
      text: 'Its container is stopped; nothing is removed. Until it is started again nobody answers:',
      goes: unanswered,
      action: 'Stop service',
    });
  }

  private usesOf(sandboxId: string, service: string): Promise<RouteUseView[] | undefined> {
    return this.toasts.attempt(this.whileBusy(sandboxId, service, () => this.api.routeUses(sandboxId)));
  }

  private async goTo(deployment: DeploymentView | undefined): Promise<void> {
    if (deployment) await this.router.navigate(['/deployments', deployment.id]);
  }

  private async whileBusy<T>(sandboxId: string, service: string, command: () => Promise<T>): Promise<T> {
    const key = keyOf(sandboxId, service);
    this.busy.update((keys) => new Set(keys).add(key));
    try {
      return await command();
    } finally {
      this.busy.update((keys) => new Set([...keys].filter((other) => other !== key)));
    }
  }
}

function keyOf(sandboxId: string, service: string): string {
  return `${sandboxId}/${service}`;
}
