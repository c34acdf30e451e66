import {
  type Ack,
  type AddServiceRequest,
  BROWSERS_NAMESPACE,
  type BrowserLogChunk,
  type BrowserToControl,
  type DeploymentView,
  type ErrorBody,
  type SandboxView,
  SOCKET_PATH,
  type Update,
} from '@sdp/protocol';
import { io, type Socket } from 'socket.io-client';
import { waitUntil } from './wait-until.js';

export interface Answer<T> {
  status: number;
  headers: Headers;
  text: string;
  body: T;
}

/** Plays a person's browser: keeps the cookie, sends its origin, opens a socket. Or a program, with a token instead. */
export class FakeBrowser {
  cookie = '';
  token = '';
  readonly updates: Update[] = [];
  private readonly sockets: Socket[] = [];

  constructor(
    private readonly url: string,
    private readonly origin: string,
  ) {}

  async send<T = ErrorBody>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const response = await fetch(`${this.url}${path}`, {
      method,
      headers: {
        ...this.pass(),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body),
      redirect: 'manual',
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.startsWith('application/json');
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : undefined,
    };
  }

  /** For what has to work: fails with the refusal. */
  async call<T>(method: string, path: string, body?: unknown): Promise<T> {
    const { status, body: answer, text } = await this.send<T>(method, path, body);
    if (status >= 400)
      throw Object.assign(new Error(text), (answer as ErrorBody | undefined)?.error, { status });
    return answer;
  }

  async signIn(username: string, password: string): Promise<void> {
    const { status, headers, text } = await this.send('POST', '/api/session', { username, password });
    if (status !== 200) throw new Error(`Sign-in failed: ${text}`);
    this.cookie = headers.getSetCookie()[0]?.split(';')[0] ?? '';
  }

  aSandbox(name = 'checkout', variables: Record<string, string> = {}): Promise<SandboxView> {
    return this.call('POST', '/api/sandboxes', { name, variables });
  }

  async aSandboxWith(
    ...services: (Partial<AddServiceRequest> & { repository: string })[]
  ): Promise<SandboxView> {
    const { id } = await this.aSandbox();
    for (const service of services)
      await this.call('POST', `/api/sandboxes/${id}/services`, { branch: 'main', ...service });
    return this.call('GET', `/api/sandboxes/${id}`);
  }

  deploy(sandboxId: string, service: string, body: object = {}): Promise<DeploymentView> {
    return this.call('POST', `/api/sandboxes/${sandboxId}/services/${service}/deployments`, body);
  }

  deployment(id: string): Promise<DeploymentView> {
    return this.call('GET', `/api/deployments/${id}`);
  }

  async deploymentIn(id: string, ...states: DeploymentView['state'][]): Promise<DeploymentView> {
    return waitUntil(`deployment ${id} to be ${states.join(' or ')}`, async () => {
      const deployment = await this.deployment(id);
      return states.includes(deployment.state) && deployment;
    });
  }

  /** Resolves when connected; rejects with the refusal. */
  async connect(
    options: { origin?: string | null; cookie?: string; transport?: 'polling' | 'websocket' } = {},
  ) {
    const { origin = this.origin, cookie = this.cookie, transport = 'websocket' } = options;
    const socket = io(`${this.url}${BROWSERS_NAMESPACE}`, {
      path: SOCKET_PATH,
      transports: [transport],
      extraHeaders: {
        ...(origin === null || this.token ? {} : { origin }),
        ...(cookie ? { cookie } : {}),
        ...(this.token ? { authorization: `Bearer ${this.token}` } : {}),
      },
      reconnection: false,
      forceNew: true,
    });
    this.sockets.push(socket);
    socket.on('update', (update: Update) => this.updates.push(update));
    try {
      await new Promise<void>((resolve, reject) => {
        socket.once('connect', resolve);
        socket.once('connect_error', reject);
      });
    } catch (error) {
      await closed(socket);
      throw error;
    }
    return new BrowserSocket(socket);
  }

  private pass(): Record<string, string> {
    if (this.token) return { authorization: `Bearer ${this.token}` };
    return { origin: this.origin, ...(this.cookie ? { cookie: this.cookie } : {}) };
  }

  async close(): Promise<void> {
    await Promise.all(this.sockets.map(closed));
  }
}

/** Polling takes a request of its own to say goodbye. */
async function closed(socket: Socket): Promise<void> {
  const { engine } = socket.disconnect().io;
  if (engine?.readyState === 'opening' || engine?.readyState === 'open') engine.close();
  await waitUntil('the connection to be closed', () => !engine || engine.readyState === 'closed');
}

export class BrowserSocket {
  constructor(readonly socket: Socket) {}

  async ask<E extends keyof BrowserToControl>(event: E, payload: BrowserToControl[E][0]) {
    const ack = await this.tryAsk(event, payload);
    if (!ack.ok) throw Object.assign(new Error(ack.error.message), ack.error);
    return ack.value;
  }

  tryAsk<E extends keyof BrowserToControl>(event: E, payload: unknown): Promise<Ack<BrowserToControl[E][1]>> {
    return this.socket.timeout(8_000).emitWithAck(event, payload) as Promise<Ack<BrowserToControl[E][1]>>;
  }

  /** Collects a deployment's log to its end. */
  async wholeLog(deploymentId: string, offset = 0): Promise<string> {
    const chunks: BrowserLogChunk[] = [];
    this.socket.on('log:chunk', (chunk: BrowserLogChunk, ack: (answer: unknown) => void) => {
      if (chunk.deploymentId !== deploymentId) return;
      chunks.push(chunk);
      ack({ acked: chunk.offset + Buffer.byteLength(chunk.text) });
    });
    await this.ask('log:open', { deploymentId, offset });
    await waitUntil('the end of the log', () => chunks.at(-1)?.isLast);
    return chunks.map(({ text }) => text).join('');
  }
}
