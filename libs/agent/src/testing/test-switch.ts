import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import {
  createServer,
  type IncomingHttpHeaders,
  request,
  type RequestListener,
  type Server,
} from 'node:http';
import { type AddressInfo, connect, createServer as createTcpServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { Logger } from '@nestjs/common';
import { type SwitchFrame } from '@sdp/protocol';
import { type SwitchSettings } from '../config/switch-settings.js';
import { NginxSwitch } from '../switch/nginx-switch.js';
import { until } from './until.js';

export const TEMPLATES = resolve('nginx/switch');
export const ADMIN_URL = 'http://admin.test:7300';

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  body: string;
}

/** A sandbox switch with an nginx of its own, and real servers behind it. */
export class TestSwitch {
  readonly servers: Server[] = [];
  readonly at: (...parts: string[]) => string;
  running: NginxSwitch;

  private constructor(
    readonly dataDir: string,
    public settings: SwitchSettings,
  ) {
    this.at = (...parts) => join(dataDir, 'switch', ...parts);
    this.running = this.create();
  }

  static async start(changes: Partial<SwitchSettings> = {}): Promise<TestSwitch> {
    const one = await TestSwitch.prepare(changes);
    await one.running.begin();
    const { problem } = one.running.view();
    if (problem === null) return one;
    await one.dispose();
    throw new Error(problem);
  }

  static async prepare(changes: Partial<SwitchSettings> = {}): Promise<TestSwitch> {
    Logger.overrideLogger(false);
    const dataDir = await mkdtemp(join(tmpdir(), 'sdp-nginx-'));
    const port = await freePort();
    return new TestSwitch(dataDir, {
      listen: { host: '127.0.0.1', port },
      url: `http://127.0.0.1:${port}`,
      domain: 'sandbox.test',
      baseline: null,
      adminUrl: ADMIN_URL,
      nginx: 'nginx',
      modules: null,
      ...changes,
    });
  }

  get port(): number {
    return this.settings.listen.port;
  }

  /** As the next start of the agent finds it, with other settings perhaps. nginx went on meanwhile. */
  async restart(changes: Partial<SwitchSettings> = {}): Promise<void> {
    await this.running.onModuleDestroy();
    this.settings = { ...this.settings, ...changes };
    this.running = this.create();
    await this.running.begin();
  }

  async set(sandboxes: Record<string, number | null>): Promise<void> {
    const list: SwitchFrame['sandboxes'] = Object.entries(sandboxes).map(([name, hostPort]) => ({
      name,
      hostPort,
    }));
    await this.running.set({ sandboxes: list });
  }

  /** A server behind the switch; its port. */
  async serve(listener: RequestListener, port = 0): Promise<number> {
    const server = createServer(listener).listen(port, '127.0.0.1');
    this.servers.push(server);
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  /** A server that tells its name and what it was asked. */
  serveAs(name: string, port?: number): Promise<number> {
    return this.serve(({ url, headers }, response) => {
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ name, url, headers }));
    }, port);
  }

  ask(path = '/', headers: Record<string, string | string[]> = {}, method = 'GET'): Promise<Answer> {
    const call = request({ host: '127.0.0.1', port: this.port, path, headers, method, agent: false });
    return new Promise((resolveAnswer, reject) => {
      call.once('error', reject);
      call.once('response', (response) => {
        text(response).then(
          (body) => resolveAnswer({ status: response.statusCode ?? 0, headers: response.headers, body }),
          reject,
        );
      });
      call.end();
    });
  }

  /** Bytes as they are, which no HTTP client would send; everything that comes back. */
  async raw(bytes: string): Promise<string> {
    const socket = connect(this.port, '127.0.0.1');
    socket.write(Buffer.from(bytes, 'latin1'));
    return text(socket);
  }

  async masterPid(): Promise<number> {
    return Number(await readFile(this.at('nginx.pid'), 'utf8'));
  }

  async dispose(): Promise<void> {
    await this.running.onModuleDestroy();
    const pid = await this.masterPid().catch(() => 0);
    if (isRunning(pid)) {
      process.kill(pid, 'SIGTERM');
      await until(() => !isRunning(pid), 'nginx ends');
    }
    for (const server of this.servers) {
      server.close();
      server.closeAllConnections();
    }
    await rm(this.dataDir, { recursive: true, force: true });
  }

  private create(): NginxSwitch {
    const { settings, dataDir } = this;
    return new NginxSwitch({ settings, dataDir, templates: TEMPLATES, bindAddress: '127.0.0.1' });
  }
}

/** One that has ended and that nobody has asked about yet has no command line any more. */
export function isRunning(pid: number): boolean {
  try {
    return pid > 0 && readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';
  } catch {
    return false;
  }
}

export async function freePort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
