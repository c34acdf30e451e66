import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import { type DeploymentView, type PushRoutesRequest, type RouteSetView, type Update } from '@sdp/protocol';
import { firstValueFrom } from 'rxjs';
import { LiveValue } from '../live/live-value';

/** Where one sandbox's gateway sends each service's calls, and how far it has got. */
@Injectable()
export class RouteSetStore {
  private readonly http = inject(HttpClient);
  private readonly live = new LiveValue<RouteSetView>(patch);
  private sandboxId = '';

  readonly routeSet = this.live.value;
  readonly isLoading = this.live.isLoading;
  readonly error = this.live.error;

  open(sandboxId: string): void {
    this.sandboxId = sandboxId;
    this.live.open(routesUrl(sandboxId), `sandbox:${sandboxId}`);
  }

  reload(): void {
    this.live.reload();
  }

  /* Commands name their sandbox: one that is taken back later is meant for the same, whichever is open by then. */

  async probe(sandboxId: string): Promise<void> {
    this.take(await firstValueFrom(this.http.post<RouteSetView>(`${routesUrl(sandboxId)}/probe`, {})));
  }

  /** What the gateway was given by hand becomes the sandbox's overrides. */
  async adopt(sandboxId: string): Promise<void> {
    await firstValueFrom(this.http.post(`${routesUrl(sandboxId)}/adopt`, {}));
    this.reloadIf(sandboxId);
  }

  push(sandboxId: string, request: PushRoutesRequest = {}): Promise<DeploymentView> {
    return this.deploy(sandboxId, 'push', request);
  }

  goBackTo(sandboxId: string, revision: number): Promise<DeploymentView> {
    return this.deploy(sandboxId, `history/${revision}/restore`, {});
  }

  private async deploy(sandboxId: string, path: string, request: PushRoutesRequest): Promise<DeploymentView> {
    const url = `${routesUrl(sandboxId)}/${path}`;
    const deployment = await firstValueFrom(this.http.post<DeploymentView>(url, request));
    this.reloadIf(sandboxId);
    return deployment;
  }

  private reloadIf(sandboxId: string): void {
    if (sandboxId === this.sandboxId) this.reload();
  }

  /** What a command answered. */
  take(routeSet: RouteSetView): void {
    if (routeSet.sandboxId === this.sandboxId) this.live.replace(routeSet);
  }
}

export function routesUrl(sandboxId: string): string {
  return `/api/sandboxes/${encodeURIComponent(sandboxId)}/routes`;
}

function patch(routeSet: RouteSetView, update: Update): RouteSetView | 'reload' {
  if (update.kind === 'routes' && update.value.sandboxId === routeSet.sandboxId) return update.value;
  return update.kind === 'sandbox-changed' && update.id === routeSet.sandboxId ? 'reload' : routeSet;
}
