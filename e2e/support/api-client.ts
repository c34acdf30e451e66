import {
  TERMINAL_DEPLOYMENT_STATES,
  type AddServiceRequest,
  type CreateSandboxRequest,
  type DeploymentState,
  type DeploymentView,
  type SandboxView,
  type ServiceInstanceView,
  type WireError,
} from '@sdp/protocol';
import { until } from './until.js';

/** A refusal of the API, as a test wants to look at it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly error: WireError,
  ) {
    super(`${status} ${error.code}: ${error.message}`);
  }
}

export interface DeployedService {
  instance: ServiceInstanceView;
  deployment: DeploymentView;
}

/** A signed-in person, over REST. */
export class ApiClient {
  cookie = '';

  constructor(readonly baseUrl: string) {}

  async signIn(username: string, password: string): Promise<void> {
    await this.post('/session', { username, password });
  }

  /** The bare request, for tests that look at status and headers themselves. */
  async fetch(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Response> {
    const response = await fetch(`${this.baseUrl}/api${path}`, {
      method,
      headers: {
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      redirect: 'manual',
    });
    const [cookie] = response.headers.getSetCookie();
    if (cookie) this.cookie = cookie.split(';', 1)[0] ?? '';
    return response;
  }

  async request<T>(method: string, path: string, body?: unknown): Promise<T> {
    const response = await this.fetch(method, path, body);
    const text = await response.text();
    const value: unknown = text === '' ? null : JSON.parse(text);
    if (!response.ok) throw new ApiError(response.status, (value as { error: WireError }).error);
    return value as T;
  }

  get<T>(path: string): Promise<T> {
    return this.request('GET', path);
  }

  post<T>(path: string, body: unknown = {}): Promise<T> {
    return this.request('POST', path, body);
  }

  createSandbox(request: CreateSandboxRequest): Promise<SandboxView> {
    return this.post('/sandboxes', request);
  }

  addService(sandboxId: string, request: AddServiceRequest): Promise<ServiceInstanceView> {
    return this.post(`/sandboxes/${sandboxId}/services`, request);
  }

  requestDeployment(sandboxId: string, service: string, body: object = {}): Promise<DeploymentView> {
    return this.post(`/sandboxes/${sandboxId}/services/${service}/deployments`, body);
  }

  deployment(id: string): Promise<DeploymentView> {
    return this.get(`/deployments/${id}`);
  }

  async log(id: string): Promise<string> {
    return (await this.fetch('GET', `/deployments/${id}/log/download`)).text();
  }

  waitForState(id: string, states: readonly DeploymentState[], deadlineMs = 90_000): Promise<DeploymentView> {
    return until(`deployment ${id} is ${states.join(' or ')}`, deadlineMs, async () => {
      const deployment = await this.deployment(id);
      return states.includes(deployment.state) ? deployment : undefined;
    });
  }

  waitForEnd(id: string, deadlineMs = 90_000): Promise<DeploymentView> {
    return this.waitForState(id, TERMINAL_DEPLOYMENT_STATES, deadlineMs);
  }

  async deploy(sandboxId: string, service: string, body: object = {}): Promise<DeploymentView> {
    const { id } = await this.requestDeployment(sandboxId, service, body);
    return this.waitForEnd(id);
  }

  /** Deploys and fails the test with the deployment's own words unless it succeeds. */
  async deployWell(sandboxId: string, service: string, body: object = {}): Promise<DeployedService> {
    const deployment = await this.deploy(sandboxId, service, body);
    if (deployment.state !== 'succeeded') {
      throw new Error(
        `${service} ended ${deployment.state}: ${deployment.error?.message}\n${await this.log(deployment.id)}`,
      );
    }
    return { deployment, instance: await this.instance(sandboxId, service) };
  }

  async instance(sandboxId: string, service: string): Promise<ServiceInstanceView> {
    const sandbox = await this.get<SandboxView>(`/sandboxes/${sandboxId}`);
    const instance = sandbox.services.find(({ name }) => name === service);
    if (!instance) throw new Error(`sandbox ${sandbox.name} has no service ${service}`);
    return instance;
  }
}
