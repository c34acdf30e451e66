import { HttpClient } from '@angular/common/http';
import { computed, inject, Injectable } from '@angular/core';
import { type DeploymentGroupView, type Update } from '@sdp/protocol';
import { firstValueFrom } from 'rxjs';
import { LiveValue } from '../../live/live-value';

/** A deployment of several services as it goes on. */
@Injectable()
export class GroupStore {
  private readonly http = inject(HttpClient);
  private readonly live = new LiveValue<DeploymentGroupView>(patch);
  private url = '';

  readonly group = this.live.value;
  readonly isRunning = computed(() => this.group()?.state === 'running');

  open(id: string): void {
    const url = `/api/deployment-groups/${encodeURIComponent(id)}`;
    if (url === this.url) return;
    this.url = url;
    this.live.open(url, `group:${id}`);
  }

  async cancel(): Promise<void> {
    await firstValueFrom(this.http.post(`${this.url}/cancel`, {}));
    this.live.reload();
  }
}

function patch(group: DeploymentGroupView, update: Update): DeploymentGroupView {
  return update.kind === 'group' && update.value.id === group.id ? update.value : group;
}
