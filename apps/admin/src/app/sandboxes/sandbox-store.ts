import { computed, inject, Injectable, signal } from '@angular/core';
import {
  type SandboxView,
  type ServiceInstanceView,
  type Update,
  type UpdateSandboxRequest,
  type UpdateServiceRequest,
} from '@sdp/protocol';
import { isActive } from '../deployments/deployment-states';
import { LiveValue } from '../live/live-value';
import { GATEWAY_SERVICE } from '../names/names';
import { withDeployment, withSummary } from './sandbox-patches';
import { SandboxesApi } from './sandboxes-api';

/** One sandbox with its services, and what can be done to it. */
@Injectable()
export class SandboxStore {
  private readonly api = inject(SandboxesApi);
  private readonly _id = signal('');
  private readonly isRemoved = signal(false);
  private readonly live = new LiveValue<SandboxView>((sandbox, update) => this.patch(sandbox, update));

  readonly id = this._id.asReadonly();
  readonly sandbox = this.live.value;
  readonly isLoading = this.live.isLoading;
  readonly error = this.live.error;
  /** Deleted, by this person or by somebody else. */
  readonly isGone = computed(() => this.isRemoved() || this.live.isMissing());
  readonly gateway = computed(() => this.sandbox()?.services.find(({ name }) => name === GATEWAY_SERVICE));

  /* What this person may do now; what is being deleted takes no commands. */
  readonly canUse = computed(() => this.may('mayUse'));
  readonly canEdit = computed(() => this.may('mayEdit'));
  readonly canOwn = computed(() => this.may('mayOwn'));

  /** The deployment of several services that is under way. */
  readonly activeGroupId = computed(() => {
    const active = this.sandbox()?.services.flatMap(({ latestDeployment }) => latestDeployment ?? []) ?? [];
    return active.find(({ state, groupId }) => groupId !== null && isActive(state))?.groupId ?? null;
  });

  open(id: string): void {
    this._id.set(id);
    this.isRemoved.set(false);
    this.live.open(`/api/sandboxes/${encodeURIComponent(id)}`, `sandbox:${id}`);
  }

  reload(): void {
    this.live.reload();
  }

  /* Commands name their sandbox: one that is taken back later is meant for the same, whichever is open by then. */

  update(id: string, request: UpdateSandboxRequest): Promise<SandboxView> {
    return this.thenReload(id, this.api.update(id, request));
  }

  share(id: string, users: string[]): Promise<SandboxView> {
    return this.thenReload(id, this.api.share(id, users));
  }

  updateService(id: string, service: string, request: UpdateServiceRequest): Promise<ServiceInstanceView> {
    return this.thenReload(id, this.api.updateService(id, service, request));
  }

  private may(right: keyof SandboxView['rights']): boolean {
    const sandbox = this.sandbox();
    return sandbox !== undefined && !sandbox.isDeleting && sandbox.rights[right];
  }

  private async thenReload<T>(id: string, command: Promise<T>): Promise<T> {
    const answer = await command;
    if (id === this.id()) this.reload();
    return answer;
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
        if (update.id === sandbox.id) this.isRemoved.set(true);
        return sandbox;
      default:
        return sandbox;
    }
  }
}
