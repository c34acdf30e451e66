import { HttpClient } from '@angular/common/http';
import { computed, inject, Injectable } from '@angular/core';
import { type DeploymentView } from '@sdp/protocol';
import { firstValueFrom } from 'rxjs';
import { LiveValue } from '../live/live-value';
import { isActive } from './deployment-states';

/** One deployment, as it goes on. */
@Injectable()
export class DeploymentStore {
  private readonly http = inject(HttpClient);
  private readonly live = new LiveValue<DeploymentView>((deployment, update) =>
    update.kind === 'deployment' && update.value.id === deployment.id ? update.value : deployment,
  );
  private url = '';

  readonly deployment = this.live.value;
  readonly isLoading = this.live.isLoading;
  readonly error = this.live.error;
  readonly isActive = computed(() => {
    const deployment = this.deployment();
    return deployment !== undefined && isActive(deployment.state);
  });

  open(id: string): void {
    this.url = `/api/deployments/${encodeURIComponent(id)}`;
    this.live.open(this.url, `deployment:${id}`);
  }

  reload(): void {
    this.live.reload();
  }

  async cancel(): Promise<void> {
    await firstValueFrom(this.http.post(`${this.url}/cancel`, {}));
    this.reload();
  }

  /** A retry is a new deployment. */
  retry(): Promise<DeploymentView> {
    return firstValueFrom(this.http.post<DeploymentView>(`${this.url}/retry`, {}));
  }
}
