import Docker, { type Container, type ContainerInspectInfo } from 'dockerode';
import {
  type CommandOutput,
  type ContainerEvent,
  type ContainerRuntime,
  type ContainerSpec,
  type ContainerState,
  type ContainerStatus,
  type OutputLine,
  type OutputOptions,
} from './container-runtime.js';
import { dockerError, imageMissing, statusOf } from './docker-errors.js';
import { followEvents } from './docker-events.js';
import { onceOptions, RESTART_POLICY, serviceOptions } from './docker-options.js';
import { frames, logLines } from './docker-output.js';
import { withHostLock } from '../process/host-lock.js';
import { unlessAborted } from '../until-aborted.js';
import { AGENT_LABEL, endpointOf, identityOf } from './labels.js';

export interface DockerRuntimeOptions {
  /** Path of the engine's socket. */
  socketPath: string;
  /** Only containers labelled with this name are seen. */
  agentName: string;
}

/** One Docker engine on this host, over its socket. */
export class DockerRuntime implements ContainerRuntime {
  private readonly docker: Docker;
  private readonly agentName: string;

  constructor({ socketPath, agentName }: DockerRuntimeOptions) {
    this.docker = new Docker({ socketPath });
    this.agentName = agentName;
  }

  async ping(): Promise<string> {
    const { Version } = await asked('tell its version', this.docker.version());
    return Version;
  }

  async imageId(image: string): Promise<string | null> {
    const found = await asked(`look for image "${image}"`, this.docker.getImage(image).inspect(), [404]);
    return found?.Id ?? null;
  }

  async runOnce(image: string, command: readonly string[], signal?: AbortSignal): Promise<CommandOutput> {
    const options = onceOptions({ [AGENT_LABEL]: this.agentName }, image, command);
    const doing = `run "${command.join(' ')}" in "${image}"`;
    const container = await this.createFrom(options, doing, signal);
    try {
      return await asked(doing, outputOf(container, signal));
    } catch (error) {
      await this.remove(container.id);
      throw error;
    }
  }

  async create(spec: ContainerSpec, signal?: AbortSignal): Promise<string> {
    const { identity, network } = spec;
    const doing = `create the container of "${identity.service}"`;
    return withHostLock(
      network,
      async () => {
        await this.makeNetwork(network, identity.sandboxId);
        return (await this.createFrom(serviceOptions(this.agentName, spec), doing, signal)).id;
      },
      signal,
    );
  }

  async start(id: string, signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted();
    const starting = this.docker.getContainer(id).start(signal ? { abortSignal: signal } : {});
    await asked('start a container', starting, [304], signal);
  }

  async keepRunning(id: string): Promise<void> {
    const update = this.docker.getContainer(id).update({ RestartPolicy: RESTART_POLICY });
    await asked('set the restart policy of a container', update, [404]);
  }

  async stop(id: string, graceSeconds: number): Promise<void> {
    await asked('stop a container', this.docker.getContainer(id).stop({ t: graceSeconds }), [304, 404]);
  }

  async remove(id: string): Promise<void> {
    // 409: its removal is under way already
    await asked(
      'remove a container',
      this.docker.getContainer(id).remove({ force: true, v: true }),
      [404, 409],
    );
  }

  async inspect(id: string): Promise<ContainerStatus | null> {
    const info = await asked('inspect a container', this.docker.getContainer(id).inspect(), [404]);
    return info?.Config.Labels[AGENT_LABEL] === this.agentName ? statusFrom(info) : null;
  }

  async list(): Promise<ContainerStatus[]> {
    const owned = this.docker.listContainers({
      all: true,
      filters: { label: [`${AGENT_LABEL}=${this.agentName}`, 'sdp.deployment'] },
    });
    const found = await asked('list containers', owned);
    const statuses = await Promise.all(found.map(({ Id }) => this.inspect(Id)));
    return statuses.filter((status) => status !== null);
  }

  async *output(
    id: string,
    { tail, follow, since }: OutputOptions,
    signal?: AbortSignal,
  ): AsyncGenerator<OutputLine> {
    const stream = await this.openLog(id, { tail, follow, since }, signal);
    if (!stream) return;
    try {
      for await (const line of logLines(stream)) if (!since || line.at > since) yield line;
    } catch (error) {
      if (!signal?.aborted) throw dockerError(error, 'read the output of a container');
    }
  }

  watch(onEvent: (event: ContainerEvent) => void, onGap: () => void, signal: AbortSignal): void {
    void followEvents(this.docker, this.agentName, onEvent, onGap, signal);
  }

  async removeNetwork(network: string): Promise<void> {
    await withHostLock(network, async () => {
      // A stopped container does not keep the engine from removing its network, and could never start again.
      const using = this.docker.listContainers({ all: true, filters: { network: [network] } });
      const containers = await asked(`see who uses network "${network}"`, using);
      if (containers.length > 0) return;
      await asked(`remove network "${network}"`, this.docker.getNetwork(network).remove(), [404, 403]);
    });
  }

  /**
   * Call it under the lock: who needs a network and who removes it must not cross, and asked by two at once, the
   * engine makes two of one name, `CheckDuplicate` or not. All agents of a host share a sandbox's network.
   */
  private async makeNetwork(network: string, sandboxId: string): Promise<void> {
    const found = await asked(
      `look for network "${network}"`,
      this.docker.getNetwork(network).inspect(),
      [404],
    );
    if (found) return;
    const labels = { [AGENT_LABEL]: this.agentName, 'sdp.sandbox': sandboxId };
    const created = this.docker.createNetwork({
      Name: network,
      Driver: 'bridge',
      CheckDuplicate: true,
      Labels: labels,
    });
    await asked(`create network "${network}"`, created, [409]);
  }

  /** An aborted signal ends the waiting; the container that the engine makes all the same is removed. */
  private async createFrom(
    options: Docker.ContainerCreateOptions,
    doing: string,
    signal?: AbortSignal,
  ): Promise<Container> {
    signal?.throwIfAborted();
    const creating = this.docker.createContainer(options).catch((error: unknown) => {
      const isImage = statusOf(error) === 404 && /no such image/i.test(String((error as Error).message));
      throw isImage ? imageMissing(options.Image ?? '') : dockerError(error, doing);
    });
    try {
      return await unlessAborted(creating, signal);
    } catch (error) {
      creating.then(({ id }) => this.remove(id)).catch(() => undefined);
      throw error;
    }
  }

  private async openLog(
    id: string,
    { tail, follow, since }: OutputOptions,
    signal?: AbortSignal,
  ): Promise<AsyncIterable<Buffer> | null> {
    const options = {
      stdout: true,
      stderr: true,
      timestamps: true,
      tail,
      ...(since ? { since: unixTime(since) as unknown as number } : {}),
      ...(signal ? { abortSignal: signal } : {}),
    };
    const container = this.docker.getContainer(id);
    const doing = 'read the output of a container';
    if (follow) {
      const opened = container.logs({ ...options, follow: true });
      return (await asked(doing, opened, [404, 409], signal)) as AsyncIterable<Buffer> | null;
    }
    const log = await asked(doing, container.logs({ ...options, follow: false }), [404, 409], signal);
    return log && inOnePiece(log);
  }
}

/** Awaits an answer of the engine and translates its errors; a status in `harmless` makes it null. */
function asked<T>(doing: string, answer: Promise<T>): Promise<T>;
function asked<T>(
  doing: string,
  answer: Promise<T>,
  harmless: readonly number[],
  signal?: AbortSignal,
): Promise<T | null>;
async function asked<T>(
  doing: string,
  answer: Promise<T>,
  harmless: readonly number[] = [],
  signal?: AbortSignal,
): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    signal?.throwIfAborted();
    if (harmless.includes(statusOf(error) ?? 0)) return null;
    throw dockerError(error, doing);
  }
}

async function outputOf(container: Container, signal?: AbortSignal): Promise<CommandOutput> {
  const stream = await container.attach({ stream: true, stdout: true, stderr: true });
  const ended = container.wait() as Promise<{ StatusCode: number }>;
  ended.catch(() => undefined);
  await container.start();
  const reading = textOf(stream as AsyncIterable<Buffer>);
  const text = await unlessAborted(reading, signal);
  const { StatusCode } = await ended;
  return { exitCode: StatusCode, lines: text.split('\n').filter((line) => line !== '') };
}

async function textOf(stream: AsyncIterable<Buffer>): Promise<string> {
  const payloads: Buffer[] = [];
  for await (const { payload } of frames(stream)) payloads.push(payload);
  return Buffer.concat(payloads).toString('utf8');
}

async function* inOnePiece(buffer: Buffer): AsyncGenerator<Buffer> {
  yield buffer;
}

function statusFrom(info: ContainerInspectInfo): ContainerStatus | null {
  const identity = identityOf(info.Config.Labels);
  if (!identity) return null;
  const { State, NetworkSettings, HostConfig } = info;
  const network = HostConfig.NetworkMode ?? '';
  const state = stateFrom(State.Status);
  return {
    id: info.Id,
    identity,
    endpoint: endpointOf(info.Config.Labels),
    network,
    state,
    exitCode: state === 'exited' ? State.ExitCode : null,
    isOutOfMemory: State.OOMKilled,
    restarts: info.RestartCount,
    startedAt: state === 'created' ? null : State.StartedAt,
    address: (state === 'running' && NetworkSettings.Networks[network]?.IPAddress) || null,
  };
}

/** `restarting` is an exit that the engine has not answered yet; `paused` still holds its address. */
function stateFrom(status: string): ContainerState {
  if (status === 'created') return 'created';
  return status === 'running' || status === 'paused' ? 'running' : 'exited';
}

/** RFC 3339 with nanoseconds as the engine's `<seconds>.<nanoseconds>`. */
function unixTime(at: string): string {
  const nanoseconds = /\.(\d+)Z$/.exec(at)?.[1] ?? '0';
  return `${Math.floor(Date.parse(at) / 1000)}.${nanoseconds.padEnd(9, '0')}`;
}
