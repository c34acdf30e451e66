import { randomUUID } from 'node:crypto';
import Docker, { type Container } from 'dockerode';
import {
  type CommandOutput,
  type ContainerEvent,
  type ContainerRuntime,
  type ContainerSpec,
  type ContainerStatus,
  type ContainerUsage,
  type OutputLine,
  type OutputOptions,
  type OwnImage,
} from './container-runtime.js';
import { asked, dockerError, imageMissing, statusOf } from './docker-errors.js';
import { followEvents } from './docker-events.js';
import { DockerImages } from './docker-images.js';
import { DockerNetworks } from './docker-networks.js';
import { onceOptions, RESTART_POLICY, serviceOptions } from './docker-options.js';
import { outputOf } from './docker-once.js';
import { logLines } from './docker-output.js';
import { statusFrom } from './docker-status.js';
import { usageOf } from './docker-usage.js';
import { unlessAborted } from '../until-aborted.js';
import { AGENT_LABEL, identityOf, ONCE_LABEL } from './labels.js';
import { engineSeconds, engineTime } from './timestamps.js';

/** How many containers are asked about at the same time. */
const ASKED_AT_ONCE = 32;

export interface DockerRuntimeOptions {
  /** Path of the engine's socket. */
  socketPath: string;
  /** Only containers labelled with this name are seen. */
  agentName: string;
}

/** One Docker engine on this host, over its socket. */
export class DockerRuntime implements ContainerRuntime {
  private readonly docker: Docker;
  private readonly networks: DockerNetworks;
  private readonly images: DockerImages;
  private readonly agentName: string;
  /** Tells what `runOnce` makes for this process from what a killed one left. */
  private readonly processMark = randomUUID();
  private cores?: Promise<number>;

  constructor({ socketPath, agentName }: DockerRuntimeOptions) {
    this.docker = new Docker({ socketPath });
    this.networks = new DockerNetworks(this.docker, agentName);
    this.images = new DockerImages(this.docker);
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

  ownImages(): Promise<OwnImage[]> {
    return this.images.own();
  }

  removeImage(id: string): Promise<boolean> {
    return this.images.remove(id);
  }

  async runOnce(image: string, command: readonly string[], signal?: AbortSignal): Promise<CommandOutput> {
    const labels = { [AGENT_LABEL]: this.agentName, [ONCE_LABEL]: this.processMark };
    const options = onceOptions(labels, image, command);
    const doing = `run "${command.join(' ')}" in "${image}"`;
    const container = await this.createFrom(options, doing, signal);
    try {
      return await asked(doing, outputOf(container, signal));
    } catch (error) {
      await this.remove(container.id);
      throw error;
    }
  }

  async removeLeftovers(): Promise<void> {
    const label = [`${AGENT_LABEL}=${this.agentName}`, ONCE_LABEL];
    const found = await asked(
      'list containers',
      this.docker.listContainers({ all: true, filters: { label } }),
    );
    const left = found.filter(({ Labels }) => Labels[ONCE_LABEL] !== this.processMark);
    for (const { Id } of left) await this.remove(Id);
  }

  async create(spec: ContainerSpec, signal?: AbortSignal): Promise<string> {
    const { identity, network, cpus } = spec;
    const doing = `create the container of "${identity.service}"`;
    const possible = { ...spec, cpus: cpus === null ? null : Math.min(cpus, await this.coresOfHost()) };
    const create = async () => {
      return (await this.createFrom(serviceOptions(this.agentName, possible), doing, signal)).id;
    };
    return this.networks.holding(network, identity.sandboxId, create, signal);
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

  async environment(id: string): Promise<Record<string, string> | null> {
    const info = await asked('inspect a container', this.docker.getContainer(id).inspect(), [404]);
    if (info?.Config.Labels[AGENT_LABEL] !== this.agentName) return null;
    const pairs = info.Config.Env.map((entry) => {
      const end = entry.indexOf('=');
      return end < 0 ? [entry, ''] : [entry.slice(0, end), entry.slice(end + 1)];
    });
    return Object.fromEntries(pairs) as Record<string, string>;
  }

  async usage(): Promise<ContainerUsage[]> {
    const running = (await this.owned()).filter(({ State }) => State === 'running');
    const samples: ContainerUsage[] = [];
    for (let start = 0; start < running.length; start += ASKED_AT_ONCE) {
      const asking = running.slice(start, start + ASKED_AT_ONCE).map((info) => this.sample(info));
      samples.push(...(await Promise.all(asking)).filter((sample) => sample !== null));
    }
    return samples;
  }

  async list(): Promise<ContainerStatus[]> {
    const found = await this.owned();
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
    const after = since === undefined ? '' : engineTime(since);
    try {
      for await (const line of logLines(stream)) if (line.at > after) yield line;
    } catch (error) {
      if (!signal?.aborted) throw dockerError(error, 'read the output of a container');
    }
  }

  watch(onEvent: (event: ContainerEvent) => void, onGap: () => void, signal: AbortSignal): void {
    void followEvents(this.docker, this.agentName, onEvent, onGap, signal);
  }

  removeNetwork(network: string): Promise<void> {
    return this.networks.remove(network);
  }

  private owned(): Promise<Docker.ContainerInfo[]> {
    const label = [`${AGENT_LABEL}=${this.agentName}`, 'sdp.deployment'];
    return asked('list containers', this.docker.listContainers({ all: true, filters: { label } }));
  }

  private async sample({ Id: id, Labels }: Docker.ContainerInfo): Promise<ContainerUsage | null> {
    const identity = identityOf(Labels);
    const usage = await asked('see what a container uses', usageOf(this.docker.getContainer(id)), [404, 409]);
    return identity && usage && { id, identity, ...usage };
  }

  /** The engine refuses limits beyond what there is. */
  private async coresOfHost(): Promise<number> {
    this.cores ??= asked('tell how many cores there are', this.docker.info()).then(
      ({ NCPU }) => NCPU as number,
    );
    return this.cores.catch((error: unknown) => {
      this.cores = undefined;
      throw error;
    });
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
      ...(since ? { since: engineSeconds(since) as unknown as number } : {}),
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

async function* inOnePiece(buffer: Buffer): AsyncGenerator<Buffer> {
  yield buffer;
}
