import { spawn } from 'node:child_process';
import { mkdir, open } from 'node:fs/promises';
import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { deferred } from '../deferred.js';
import { DeployError } from '../errors.js';
import { withoutAnyAgentRight } from '../process/agent-rights.js';
import { childPath } from '../process/child-environment.js';
import { CONTROL_VERSION, type ControlCalls, type ControlStatus } from './control-api.js';
import { type PortEntry, type PortSwitch, type PortTarget } from './port-switch.js';
import { switchPaths } from './switch-paths.js';

export interface PortSwitchOptions {
  dataDir: string;
  /** Address on which host ports are opened. */
  bindAddress: string;
  /** Program and arguments that end up in `runPortSwitch`; the rest of its arguments is appended. */
  command: readonly string[];
}

const START_TIMEOUT_MS = 10_000;
const CALL_TIMEOUT_MS = 5_000;
const POLL_MS = 20;
/** `sun_path` of unix(7) holds 108 bytes with the ending NUL. */
const MAX_SOCKET_PATH_BYTES = 107;

/** Talks to the port switch of one data folder, and starts it. */
export class PortSwitchClient implements PortSwitch {
  constructor(private readonly options: PortSwitchOptions) {}

  async ensureRunning(): Promise<void> {
    this.checkSocketPath();
    const status = await this.status();
    if (status?.version === CONTROL_VERSION && status.bindAddress === this.options.bindAddress) return;
    if (status) await this.ask('retire', {});
    await this.launch();
    const deadline = performance.now() + START_TIMEOUT_MS;
    while (!(await this.status())) {
      if (performance.now() > deadline) throw this.failure('did not start');
      await delay(POLL_MS);
    }
  }

  async hold(port: number): Promise<void> {
    await this.call('hold', { port });
  }

  async point(port: number, target: PortTarget): Promise<void> {
    await this.call('point', { port, target });
  }

  async park(port: number): Promise<void> {
    await this.call('park', { port });
  }

  async clear(port: number): Promise<void> {
    await this.call('clear', { port });
  }

  async entries(): Promise<ReadonlyMap<number, PortEntry>> {
    return new Map((await this.call('entries', {})) as [number, PortEntry][]);
  }

  async drain(target: PortTarget, timeoutMs: number): Promise<void> {
    await this.call('drain', { target, timeoutMs }, timeoutMs + CALL_TIMEOUT_MS);
  }

  /** Detached, without the agent's environment and rights, its log in the data folder: nothing ties it to the agent's life. */
  private async launch(): Promise<void> {
    const { dataDir, bindAddress, command } = this.options;
    const [first = '', ...further] = command;
    const { program, args } = withoutAnyAgentRight({
      program: first,
      args: [...further, '--data-dir', dataDir, '--bind', bindAddress],
    });
    await mkdir(dataDir, { recursive: true });
    const log = await open(switchPaths(dataDir).log, 'a', 0o600);
    const child = spawn(program, args, {
      detached: true,
      stdio: ['ignore', log.fd, log.fd],
      env: { PATH: childPath },
    });
    const started = deferred<void>();
    child.once('spawn', started.resolve);
    child.once('error', (error) => started.reject(this.failure(`could not be started (${error.message})`)));
    try {
      await started.promise;
    } finally {
      await log.close();
    }
    child.unref();
  }

  /** Null when nobody listens. */
  private async status(): Promise<ControlStatus | null> {
    return this.ask('status', {}).catch(() => null);
  }

  /** A switch that was killed is started again: no sandbox is reached without it, and every call may be repeated. */
  private async call<Name extends keyof ControlCalls>(
    name: Name,
    body: ControlCalls[Name][0],
    timeoutMs?: number,
  ): Promise<ControlCalls[Name][1]> {
    try {
      return await this.ask(name, body, timeoutMs);
    } catch (error) {
      if (!isGone(error)) throw error;
      await this.ensureRunning();
      return this.ask(name, body, timeoutMs);
    }
  }

  private async ask<Name extends keyof ControlCalls>(
    name: Name,
    body: ControlCalls[Name][0],
    timeoutMs = CALL_TIMEOUT_MS,
  ): Promise<ControlCalls[Name][1]> {
    const { status, answer } = await this.post(name, JSON.stringify(body), timeoutMs);
    const value: unknown = JSON.parse(answer);
    if (status === 200) return value as ControlCalls[Name][1];
    const { code, message } = value as { code?: string; message: string };
    const port = 'port' in body ? body.port : undefined;
    throw code === 'EADDRINUSE'
      ? portInUse(port)
      : this.failure(`could not ${name} port ${port}: ${message}`);
  }

  private async post(
    name: string,
    body: string,
    timeoutMs: number,
  ): Promise<{ status: number; answer: string }> {
    const { socket } = switchPaths(this.options.dataDir);
    const { promise, resolve, reject } = deferred<{ status: number; answer: string }>();
    const call = request({
      socketPath: socket,
      method: 'POST',
      path: `/${name}`,
      agent: false,
      timeout: timeoutMs,
    });
    call.once('timeout', () => call.destroy(new Error('no answer')));
    call.once('error', (error) => reject(this.failure(`does not answer (${error.message})`, error)));
    call.once('response', (response) => {
      text(response).then((answer) => resolve({ status: response.statusCode ?? 0, answer }), reject);
    });
    call.end(body);
    return promise;
  }

  private checkSocketPath(): void {
    const { socket } = switchPaths(this.options.dataDir);
    if (Buffer.byteLength(socket) <= MAX_SOCKET_PATH_BYTES) return;
    throw this.failure(`cannot use a data folder with a path this long (${socket}); choose a shorter one`);
  }

  private failure(what: string, cause?: Error): DeployError {
    const { log } = switchPaths(this.options.dataDir);
    const failure = new DeployError(
      'platform-failure',
      `The port switch of this host ${what}. See ${log}.`,
      'platform',
      true,
    );
    return Object.assign(failure, { cause });
  }
}

/** Nobody listens at the socket, or whoever did died in the middle of the call. */
function isGone(error: unknown): boolean {
  const { code = '' } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
  return ['ENOENT', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE'].includes(code);
}

function portInUse(port: number | undefined): DeployError {
  return new DeployError(
    'port-in-use',
    `Another program on the host listens on port ${port} already. End it, or keep it out of the agent's port range.`,
    'platform',
    true,
    { port },
  );
}
