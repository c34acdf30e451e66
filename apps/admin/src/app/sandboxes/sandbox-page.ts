import { Component, computed, effect, inject, input } from '@angular/core';
import { MatDialog } from '@angular/material/dialog';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Title } from '@angular/platform-browser';
import { Router, RouterLink } from '@angular/router';
import { type SandboxView, type ServiceInstanceView, type UpdateServiceRequest } from '@sdp/protocol';
import { firstValueFrom } from 'rxjs';
import { ErrorCard } from '../errors/error-card';
import { Toasts } from '../errors/toasts';
import { Ago } from '../ui/ago';
import { Chip } from '../ui/chip';
import { ConfirmDialog, type Question } from '../ui/confirm-dialog';
import { CopyButton } from '../ui/copy-button';
import { EmptyState } from '../ui/empty-state';
import { Icon } from '../ui/icon';
import { Skeleton } from '../ui/skeleton';
import { EditSandboxDialog } from './edit-sandbox-dialog';
import { EditServiceDialog } from './edit-service-dialog';
import { GatewayNotice } from './gateway-notice';
import { RouteTable } from './route-table';
import { SandboxStore } from './sandbox-store';
import { type Lifecycle } from './sandboxes-api';
import { ServiceCard } from './service-card';
import { toRows } from './variables';

@Component({
  selector: 'sdp-sandbox-page',
  imports: [
    Ago,
    Chip,
    CopyButton,
    EmptyState,
    ErrorCard,
    GatewayNotice,
    Icon,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    RouterLink,
    RouteTable,
    ServiceCard,
    Skeleton,
  ],
  providers: [SandboxStore],
  templateUrl: './sandbox-page.html',
  styleUrl: './sandbox-page.scss',
})
export class SandboxPage {
  readonly sandboxId = input.required<string>();

  protected readonly store = inject(SandboxStore);
  private readonly dialog = inject(MatDialog);
  private readonly router = inject(Router);
  private readonly title = inject(Title);
  private readonly toasts = inject(Toasts);

  protected readonly variables = computed(() => toRows(this.store.sandbox()?.variables ?? {}));
  /**
   * What a person pastes into a terminal to call a service through the sandbox's own gateway, when it has one. The
   * health path is the one path of a service that is known to answer.
   */
  protected readonly curl = computed(() => {
    const gateway = this.store.gateway();
    const service = this.store.sandbox()?.services.find((other) => other !== gateway);
    return (
      gateway && `curl -i ${gateway.url}/${service ? `${service.name}${service.healthPath ?? '/'}` : ''}`
    );
  });

  constructor() {
    effect(() => this.store.open(this.sandboxId()));
    effect(() => {
      const name = this.store.sandbox()?.name;
      if (name) this.title.setTitle(`${name} · SDP`);
    });
  }

  protected async deploy(service: string): Promise<void> {
    const deployment = await this.toasts.attempt(this.store.deploy(service));
    if (deployment) await this.router.navigate(['/deployments', deployment.id]);
  }

  protected async tell(service: string, command: Lifecycle): Promise<void> {
    await this.toasts.attempt(this.store.tell(service, command));
  }

  protected async changeService(service: ServiceInstanceView): Promise<void> {
    const save = (request: UpdateServiceRequest) => this.store.updateService(service.name, request);
    const dialog = this.dialog.open(EditServiceDialog, {
      data: { service, save },
      width: '640px',
      autoFocus: 'first-heading',
    });
    const next = await firstValueFrom(dialog.afterClosed());
    if (next === 'deploy') await this.deploy(service.name);
    if (next === 'saved') this.toasts.done(`Saved. ${service.name} changes when it is deployed again.`);
  }

  protected async removeService(service: string): Promise<void> {
    const isSure = await this.ask({
      heading: `Remove ${service}?`,
      text: 'Its container is removed, and calls to it go to the baseline again. Its deployments and their logs stay.',
      action: 'Remove service',
    });
    if (isSure) await this.toasts.attempt(this.store.removeService(service));
  }

  protected async edit(sandbox: SandboxView): Promise<void> {
    const dialog = this.dialog.open(EditSandboxDialog, {
      data: { sandbox, save: this.store.update.bind(this.store) },
      width: '640px',
      autoFocus: 'input',
    });
    if (await firstValueFrom(dialog.afterClosed()))
      this.toasts.done('Saved. Services get new variables when they are deployed again.');
  }

  protected async remove(sandbox: SandboxView): Promise<void> {
    const isSure = await this.ask({
      heading: `Delete ${sandbox.name}?`,
      text: 'All its services, their containers, deployments and logs are removed. This cannot be undone.',
      action: 'Delete sandbox',
      typeToConfirm: sandbox.name,
    });
    if (!isSure) return;
    await this.toasts.attempt(this.deleteAndLeave(sandbox.name));
  }

  private async deleteAndLeave(name: string): Promise<void> {
    await this.store.remove();
    await this.router.navigateByUrl('/sandboxes');
    this.toasts.done(`${name} is being deleted.`);
  }

  private async ask(question: Question): Promise<boolean> {
    const dialog = this.dialog.open<ConfirmDialog, Question, boolean>(ConfirmDialog, {
      data: question,
      width: '460px',
    });
    return (await firstValueFrom(dialog.afterClosed())) === true;
  }
}
