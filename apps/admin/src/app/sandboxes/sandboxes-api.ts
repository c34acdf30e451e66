import { HttpClient } from '@angular/common/http';
import { inject, Injectable } from '@angular/core';
import {
  type AddServiceRequest,
  type CreateSandboxRequest,
  type DeploymentView,
  type DeployRequest,
  type SandboxView,
  type ServiceInstanceView,
  type UpdateSandboxRequest,
  type UpdateServiceRequest,
} from '@sdp/protocol';
import { firstValueFrom, type Observable } from 'rxjs';

export type Lifecycle = 'start' | 'stop' | 'restart';

/** Commands on sandboxes and their services. */
@Injectable({ providedIn: 'root' })
export class SandboxesApi {
  private readonly http = inject(HttpClient);

  create(request: CreateSandboxRequest): Promise<SandboxView> {
    return send(this.http.post<SandboxView>('/api/sandboxes', request));
  }

  update(sandboxId: string, request: UpdateSandboxRequest): Promise<SandboxView> {
    return send(this.http.patch<SandboxView>(sandbox(sandboxId), request));
  }

  remove(sandboxId: string): Promise<unknown> {
    return send(this.http.delete(sandbox(sandboxId)));
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
