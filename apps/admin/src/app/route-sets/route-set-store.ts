import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import {
  type DeploymentView,
  type PushRoutesRequest,
  type RouteOverride,
  type RouteSetView,
  type Update,
} from '@sdp/protocol';
import { firstValueFrom, type Observable } from 'rxjs';
import { LiveValue } from '../live/live-value';

/** Where one sandbox's gateway sends each service's calls, and how far it has got. */
@Injectable()
export class RouteSetStore {
  private readonly http = inject(HttpClient);
  private readonly live = new LiveValue<RouteSetView>(patch);
  private url = '';

  readonly routeSet = this.live.value;
  readonly isLoading = this.live.isLoading;
  readonly error = this.live.error;

  open(sandboxId: string): void {
    this.url = `/api/sandboxes/${encodeURIComponent(sandboxId)}/routes`;
    this.live.open(this.url, `sandbox:${sandboxId}`);
  }

  reload(): void {
    this.live.reload();
  }

  /** `null` takes the override away. */
  setOverride(service: string, override: RouteOverride | null): Promise<void> {
    const url = `${this.url}/overrides/${encodeURIComponent(service)}`;
    return this.take(
      override ? this.http.put<RouteSetView>(url, override) : this.http.delete<RouteSetView>(url),
    );
  }

  probe(): Promise<void> {
    return this.take(this.http.post<RouteSetView>(`${this.url}/probe`, {}));
  }

  /** What the gateway was given by hand becomes the sandbox's overrides. */
  async adopt(): Promise<void> {
    await firstValueFrom(this.http.post(`${this.url}/adopt`, {}));
    this.reload();
  }

  push(request: PushRoutesRequest = {}): Promise<DeploymentView> {
    return this.deploy('push', request);
  }

  goBackTo(revision: number): Promise<DeploymentView> {
    return this.deploy(`history/${revision}/restore`, {});
  }

  private async deploy(path: string, request: PushRoutesRequest): Promise<DeploymentView> {
    const deployment = await firstValueFrom(this.http.post<DeploymentView>(`${this.url}/${path}`, request));
    this.reload();
    return deployment;
  }

  private async take(answer: Observable<RouteSetView>): Promise<void> {
    this.live.replace(await firstValueFrom(answer));
  }
}

function patch(routeSet: RouteSetView, update: Update): RouteSetView | 'reload' {
  if (update.kind === 'routes' && update.value.sandboxId === routeSet.sandboxId) return update.value;
  return update.kind === 'sandbox-changed' && update.id === routeSet.sandboxId ? 'reload' : routeSet;
}
