import { httpResource } from '@angular/common/http';
import { computed, Injectable } from '@angular/core';
import { type DeploymentView, type Page } from '@sdp/protocol';
import { LiveValue } from '../live/live-value';
import { isActive } from './deployment-states';
import { earlierOf, usualSteps } from './step-durations';

/** How many of the last deployments say what is usual. */
const COMPARED = 12;

/** One deployment, as it goes on. */
@Injectable()
export class DeploymentStore {
  private readonly live = new LiveValue<DeploymentView>((deployment, update) =>
    update.kind === 'deployment' && update.value.id === deployment.id ? update.value : deployment,
  );

  readonly deployment = this.live.value;
  readonly isLoading = this.live.isLoading;
  readonly error = this.live.error;
  readonly isActive = computed(() => {
    const deployment = this.deployment();
    return deployment !== undefined && isActive(deployment.state);
  });

  /** The last successful ones of the same service, for what it usually takes. */
  private readonly others = httpResource<Page<DeploymentView>>(() => {
    const key = this.serviceKey();
    return key && { url: '/api/deployments', params: { ...key, state: 'succeeded', pageSize: COMPARED } };
  });
  private readonly serviceKey = computed(
    () => {
      const deployment = this.deployment();
      return deployment && { sandboxId: deployment.sandboxId, service: deployment.service };
    },
    { equal: (a, b) => a?.sandboxId === b?.sandboxId && a?.service === b?.service },
  );
  /** Newest first. */
  readonly earlier = computed(() => {
    const deployment = this.deployment();
    return deployment && this.others.hasValue() ? earlierOf(deployment, this.others.value().items) : [];
  });
  readonly usual = computed(() => usualSteps(this.earlier()));

  open(id: string): void {
    this.live.open(`/api/deployments/${encodeURIComponent(id)}`, `deployment:${id}`);
  }

  reload(): void {
    this.live.reload();
  }
}
