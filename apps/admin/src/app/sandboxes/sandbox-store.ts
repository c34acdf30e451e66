import { computed, inject, Injectable, signal } from '@angular/core';
import {
  type DeploymentView,
  type SandboxSummary,
  type SandboxView,
  type Update,
  type UpdateSandboxRequest,
  type UpdateServiceRequest,
} from '@sdp/protocol';
import { isActive } from '../deployments/deployment-states';
import { LiveValue } from '../live/live-value';
import { GATEWAY_SERVICE } from './names';
import { type Lifecycle, SandboxesApi } from './sandboxes-api';

/** One sandbox with its services, and what can be done to it. */
@Injectable()
export class SandboxStore {
  private readonly api = inject(SandboxesApi);
  private readonly _isGone = signal(false);
  private readonly _busyServices = signal<ReadonlySet<string>>(new Set());
  private readonly live = new LiveValue<SandboxView>((sandbox, update) => this.patch(sandbox, update));
  private id = '';

  readonly sandbox = this.live.value;
  readonly isLoading = this.live.isLoading;
  readonly error = this.live.error;
  /** Deleted, by this person or by somebody else. */
  readonly isGone = this._isGone.asReadonly();
  /** Services that a command is under way for. */
  readonly busyServices = this._busyServices.asReadonly();
  readonly gateway = computed(() => this.sandbox()?.services.find(({ name }) => name === GATEWAY_SERVICE));

  readonly isGatewayDeploying = computed(() => {
    const latest = this.gateway()?.latestDeployment;
    return !!latest && isActive(latest.state);
  });

  open(id: string): void {
    this.id = id;
    this._isGone.set(false);
    this.live.open(`/api/sandboxes/${encodeURIComponent(id)}`, `sandbox:${id}`);
  }

  reload(): void {
    this.live.reload();
  }

  async update(request: UpdateSandboxRequest): Promise<void> {
    await this.api.update(this.id, request);
    this.reload();
  }

  async remove(): Promise<void> {
    await this.api.remove(this.id);
  }

  deploy(service: string): Promise<DeploymentView> {
    return this.whileBusy(service, () => this.api.deploy(this.id, service));
  }

  tell(service: string, command: Lifecycle): Promise<void> {
    return this.whileBusy(service, async () => {
      await this.api.tell(this.id, service, command);
      this.reload();
    });
  }

  async updateService(service: string, request: UpdateServiceRequest): Promise<void> {
    await this.api.updateService(this.id, service, request);
    this.reload();
  }

  removeService(service: string): Promise<void> {
    return this.whileBusy(service, async () => {
      await this.api.removeService(this.id, service);
      this.reload();
    });
  }

  private async whileBusy<T>(service: string, command: () => Promise<T>): Promise<T> {
    this._busyServices.update((names) => new Set(names).add(service));
    try {
      return await command();
    } finally {
      this._busyServices.update((names) => new Set([...names].filter((name) => name !== service)));
    }
  }

  private patch(sandbox: SandboxView, update: Update): SandboxView | 'reload' {
    switch (update.kind) {
      case 'deployment':
        return update.value.sandboxId === sandbox.id ? withDeployment(sandbox, update.value) : sandbox;
      case 'sandbox':
        return update.value.id === sandbox.id ? withSummary(sandbox, update.value) : sandbox;
      case 'sandbox-changed':
        return update.id === sandbox.id ? 'reload' : sandbox;
      case 'sandbox-removed':
        if (update.id === sandbox.id) this._isGone.set(true);
        return sandbox;
      case 'agent':
        return sandbox;
    }
  }
}

/** An ended deployment may have changed what runs and where calls go: those are read anew. */
function withDeployment(sandbox: SandboxView, deployment: DeploymentView): SandboxView | 'reload' {
  const service = sandbox.services.find(({ name }) => name === deployment.service);
  if (!service || !isActive(deployment.state)) return 'reload';
  if (service.latestDeployment && service.latestDeployment.epoch > deployment.epoch) return sandbox;
  return {
    ...sandbox,
    services: sandbox.services.map((other) =>
      other === service ? { ...service, latestDeployment: deployment } : other,
    ),
  };
}

function withSummary(sandbox: SandboxView, summary: SandboxSummary): SandboxView | 'reload' {
  const observed = new Map(summary.services.map((service) => [service.name, service.observed]));
  const isSameSet =
    observed.size === sandbox.services.length && sandbox.services.every(({ name }) => observed.has(name));
  if (!isSameSet) return 'reload';
  const { name, description, owner, isDeleting } = summary;
  return {
    ...sandbox,
    name,
    description,
    owner,
    isDeleting,
    services: sandbox.services.map((service) => ({
      ...service,
      observed: observed.get(service.name) ?? service.observed,
    })),
  };
}
