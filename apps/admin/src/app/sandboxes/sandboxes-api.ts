import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import {
  type AddServiceRequest,
  type ClonedSandbox,
  type CloneSandboxRequest,
  type CommitsView,
  type CreateSandboxRequest,
  type DeployGroupRequest,
  type DeploymentGroupView,
  type DeploymentView,
  type DeployRequest,
  type HoldRequest,
  type RouteUseView,
  type SandboxView,
  type ServiceInstanceView,
  type TemplateUpdateView,
  type UpdateFromTemplateRequest,
  type UpdateSandboxRequest,
  type UpdateServiceRequest,
} from '@sdp/protocol';
import { firstValueFrom, type Observable } from 'rxjs';
import { assertStill } from '../errors/changed-since';

export type Lifecycle = 'start' | 'stop' | 'restart';

/** Commands on sandboxes and their services. */
@Injectable({ providedIn: 'root' })
export class SandboxesApi {
  private readonly http = inject(HttpClient);

  create(request: CreateSandboxRequest): Promise<SandboxView> {
    return send(this.http.post<SandboxView>('/api/sandboxes', request));
  }

  read(sandboxId: string): Promise<SandboxView> {
    return send(this.http.get<SandboxView>(sandbox(sandboxId)));
  }

  /** Before something is taken back. @throws ChangedSince when part of it is not what one's own change `left` any more. */
  async assertStill<T>(sandboxId: string, left: T, partOf: (sandbox: SandboxView) => T): Promise<void> {
    const now = await this.read(sandboxId);
    assertStill(now.name, left, partOf(now));
  }

  /** The routes that lead to its services. */
  routeUses(sandboxId: string): Promise<RouteUseView[]> {
    return send(this.http.get<RouteUseView[]>(`${sandbox(sandboxId)}/routes/uses`));
  }

  update(sandboxId: string, request: UpdateSandboxRequest): Promise<SandboxView> {
    return send(this.http.patch<SandboxView>(sandbox(sandboxId), request));
  }

  remove(sandboxId: string): Promise<unknown> {
    return send(this.http.delete(sandbox(sandboxId)));
  }

  clone(sandboxId: string, request: CloneSandboxRequest): Promise<ClonedSandbox> {
    return send(this.http.post<ClonedSandbox>(`${sandbox(sandboxId)}/clone`, request));
  }

  extend(sandboxId: string, ttlHours: number | null): Promise<SandboxView> {
    return send(this.http.post<SandboxView>(`${sandbox(sandboxId)}/extend`, { ttlHours }));
  }

  /** `null` ends it. */
  hold(sandboxId: string, request: HoldRequest | null): Promise<SandboxView> {
    const url = `${sandbox(sandboxId)}/hold`;
    return send(request ? this.http.put<SandboxView>(url, request) : this.http.delete<SandboxView>(url));
  }

  /** Whether it outlives its pull request. */
  keep(sandboxId: string, isKept: boolean): Promise<unknown> {
    return send(this.http.put(`${sandbox(sandboxId)}/pull-request`, { isKept }));
  }

  share(sandboxId: string, users: string[]): Promise<SandboxView> {
    return send(this.http.put<SandboxView>(`${sandbox(sandboxId)}/shares`, { users }));
  }

  /** All its services at once: containers are stopped, everything is kept. */
  tellAll(sandboxId: string, command: 'start' | 'stop'): Promise<unknown> {
    return send(this.http.post(`${sandbox(sandboxId)}/${command}`, {}));
  }

  deployAll(sandboxId: string, request: DeployGroupRequest): Promise<DeploymentGroupView> {
    return send(this.http.post<DeploymentGroupView>(`${sandbox(sandboxId)}/deployments`, request));
  }

  updateFromTemplate(sandboxId: string, request: UpdateFromTemplateRequest): Promise<TemplateUpdateView> {
    return send(this.http.post<TemplateUpdateView>(`${sandbox(sandboxId)}/template/update`, request));
  }

  addService(sandboxId: string, request: AddServiceRequest): Promise<ServiceInstanceView> {
    return send(this.http.post<ServiceInstanceView>(`${sandbox(sandboxId)}/services`, request));
  }

  updateService(
    sandboxId: string,
    name: string,
    request: UpdateServiceRequest,
  ): Promise<ServiceInstanceView> {
    return send(this.http.patch<ServiceInstanceView>(service(sandboxId, name), request));
  }

  removeService(sandboxId: string, name: string): Promise<unknown> {
    return send(this.http.delete(service(sandboxId, name)));
  }

  deploy(sandboxId: string, name: string, request: DeployRequest = {}): Promise<DeploymentView> {
    return send(this.http.post<DeploymentView>(`${service(sandboxId, name)}/deployments`, request));
  }

  rollBack(sandboxId: string, name: string, deploymentId: string): Promise<DeploymentView> {
    return send(this.http.post<DeploymentView>(`${service(sandboxId, name)}/rollback`, { deploymentId }));
  }

  /** Takes as long as a fetch does. */
  commits(sandboxId: string, name: string): Promise<CommitsView> {
    return send(this.http.get<CommitsView>(`${service(sandboxId, name)}/commits`));
  }

  tell(sandboxId: string, name: string, command: Lifecycle): Promise<unknown> {
    return send(this.http.post(`${service(sandboxId, name)}/${command}`, {}));
  }
}

function send<T>(answer: Observable<T>): Promise<T> {
  return firstValueFrom(answer);
}

function sandbox(id: string): string {
  return `/api/sandboxes/${encodeURIComponent(id)}`;
}

function service(sandboxId: string, name: string): string {
  return `${sandbox(sandboxId)}/services/${encodeURIComponent(name)}`;
}
