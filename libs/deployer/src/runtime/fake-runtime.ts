import { randomInt, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { DeployError } from '../errors.js';
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
import { imageMissing } from './docker-errors.js';
import { type FakeHost, runProgram } from './fake-program.js';
import { engineTime } from './timestamps.js';

interface FakeContainer {
  spec: ContainerSpec;
  status: ContainerStatus;
  lines: OutputLine[];
  isKeptRunning: boolean;
  run: { stop: AbortController; ended: Promise<void>; kill: () => void } | null;
}

const MAX_RESTARTS = 5;
const OUTPUT_POLL_MS = 5;

/**
 * Containers that are functions. They live at real loopback addresses (127.x.y.z), so that probes and the port
 * switch work on them as on any container.
 */
export class FakeRuntime implements ContainerRuntime {
  readonly networks = new Set<string>();
  /** While set, every call fails as if no engine answered. */
  isUnreachable = false;
  /** How many calls failed that way. */
  refusals = 0;
  private readonly containers = new Map<string, FakeContainer>();
  private readonly watchers = new Set<(event: ContainerEvent) => void>();
  /** A block of loopback of its own: two processes with fakes do not meet. */
  private readonly block = `127.${randomInt(1, 255)}.${randomInt(0, 255)}`;
  private addresses = 0;
  private stamps = 0;

  constructor(private readonly host: FakeHost) {}

  async ping(): Promise<string> {
    this.answer();
    return 'fake';
  }

  async imageId(image: string): Promise<string | null> {
    this.answer();
    return image in this.host.images ? `sha256:${image}` : null;
  }

  async ownImages(): Promise<OwnImage[]> {
    this.answer();
    return [];
  }

  async removeImage(): Promise<boolean> {
    this.answer();
    return false;
  }

  async runOnce(image: string, command: readonly string[], signal?: AbortSignal): Promise<CommandOutput> {
    this.answer(signal);
    const known = this.host.images[image];
    if (!known) throw imageMissing(image);
    const lines = known[command.join(' ')];
    return lines ? { exitCode: 0, lines: [...lines] } : { exitCode: 127, lines: ['not found'] };
  }

  async create(spec: ContainerSpec, signal?: AbortSignal): Promise<string> {
    this.answer(signal);
    if (!(spec.image in this.host.images)) throw imageMissing(spec.image);
    const { identity, endpoint, content, network, memoryBytes } = spec;
    const all = [...this.containers.values()];
    if (all.some(({ status }) => status.identity.deploymentId === identity.deploymentId)) {
      throw failed(`deployment ${identity.deploymentId} has a container already`);
    }
    this.networks.add(network);
    const id = randomUUID();
    this.containers.set(id, {
      spec,
      lines: [],
      isKeptRunning: false,
      run: null,
      status: {
        id,
        identity,
        endpoint,
        content,
        network,
        memoryBytes,
        state: 'created',
        exitCode: null,
        isOutOfMemory: false,
        restarts: 0,
        startedAt: null,
        address: null,
      },
    });
    return id;
  }

  async start(id: string, signal?: AbortSignal): Promise<void> {
    this.answer(signal);
    const container = this.containers.get(id);
    if (!container) throw failed('there is no such container');
    if (container.status.state !== 'running') this.launch(container);
  }

  async keepRunning(id: string): Promise<void> {
    this.answer();
    const container = this.containers.get(id);
    if (container) container.isKeptRunning = true;
  }

  async stop(id: string, graceSeconds: number): Promise<void> {
    this.answer();
    const run = this.containers.get(id)?.run;
    if (!run) return;
    run.stop.abort();
    const graceMs = graceSeconds * (this.host.graceSecondMs ?? 1_000);
    await Promise.race([run.ended, delay(graceMs, undefined, { ref: false })]);
    run.kill();
    await run.ended;
  }

  async remove(id: string): Promise<void> {
    this.answer();
    const container = this.containers.get(id);
    if (!container) return;
    this.containers.delete(id);
    container.run?.stop.abort();
    container.run?.kill();
    await container.run?.ended;
    this.tell(container, 'removed');
  }

  async inspect(id: string): Promise<ContainerStatus | null> {
    this.answer();
    const container = this.containers.get(id);
    return container ? { ...container.status } : null;
  }

  async environment(id: string): Promise<Record<string, string> | null> {
    this.answer();
    const container = this.containers.get(id);
    return container ? { ...container.spec.variables } : null;
  }

  /** Every container keeps half a core busy. */
  async usage(): Promise<ContainerUsage[]> {
    this.answer();
    const takenAt = performance.now();
    const running = [...this.containers.values()].filter(({ status }) => status.state === 'running');
    return running.map(({ status: { id, identity, memoryBytes } }) => ({
      id,
      identity,
      takenAt,
      cpuNanoseconds: takenAt * 500_000,
      memoryBytes: memoryBytes / 4,
      memoryLimitBytes: memoryBytes,
    }));
  }

  async list(): Promise<ContainerStatus[]> {
    this.answer();
    return [...this.containers.values()].map(({ status }) => ({ ...status }));
  }

  async *output(
    id: string,
    { tail, follow, since }: OutputOptions,
    signal?: AbortSignal,
  ): AsyncGenerator<OutputLine> {
    this.answer();
    const container = this.containers.get(id);
    if (!container) return;
    const after = since === undefined ? '' : engineTime(since);
    const isWanted = ({ at }: OutputLine) => at > after;
    let next = Math.max(0, container.lines.length - tail);
    for (;;) {
      for (; next < container.lines.length; next++) {
        if (isWanted(container.lines[next]!)) yield container.lines[next]!;
      }
      if (!follow || signal?.aborted || container.status.state !== 'running') return;
      await delay(OUTPUT_POLL_MS);
      this.answer();
    }
  }

  watch(onEvent: (event: ContainerEvent) => void, _onGap: () => void, signal: AbortSignal): void {
    this.watchers.add(onEvent);
    signal.addEventListener('abort', () => this.watchers.delete(onEvent), { once: true });
  }

  /** What it runs once ends with the process. */
  async removeLeftovers(): Promise<void> {
    this.answer();
  }

  async removeNetwork(network: string): Promise<void> {
    this.answer();
    const isUsed = [...this.containers.values()].some(({ spec }) => spec.network === network);
    if (!isUsed) this.networks.delete(network);
  }

  private launch(container: FakeContainer): void {
    const stop = new AbortController();
    const killed = new AbortController();
    const address = this.nextAddress();
    Object.assign(container.status, {
      state: 'running',
      exitCode: null,
      address,
      startedAt: new Date().toISOString(),
    });
    const running = this.execute(container, address, stop.signal, killed.signal);
    const ended = running.then((exitCode) => this.end(container, exitCode, stop.signal.aborted));
    container.run = { stop, ended, kill: () => killed.abort() };
    this.tell(container, 'started');
  }

  private execute(
    { spec, lines }: FakeContainer,
    address: string,
    stopping: AbortSignal,
    killed: AbortSignal,
  ): Promise<number> {
    const program = this.host.programs[spec.command[0] ?? ''];
    if (!program) return Promise.resolve(127);
    const print = (text: string, stream: OutputLine['stream'] = 'out') =>
      lines.push({ at: this.nextStamp(), stream, text });
    return runProgram(program, { spec, address, stopping, print }, killed);
  }

  private end(container: FakeContainer, exitCode: number, wasStopped: boolean): void {
    Object.assign(container.status, { state: 'exited', exitCode, address: null });
    container.run = null;
    this.tell(container, 'died');
    const isRestarted =
      this.containers.has(container.status.id) &&
      container.isKeptRunning &&
      !wasStopped &&
      exitCode !== 0 &&
      container.status.restarts < MAX_RESTARTS;
    if (!isRestarted) return;
    container.status.restarts++;
    this.launch(container);
  }

  private tell({ status }: FakeContainer, action: ContainerEvent['action']): void {
    for (const watcher of this.watchers) watcher({ id: status.id, identity: status.identity, action });
  }

  private answer(signal?: AbortSignal): void {
    signal?.throwIfAborted();
    if (!this.isUnreachable) return;
    this.refusals++;
    throw new DeployError('engine-unreachable', 'The engine does not answer. Start it.', 'platform', true);
  }

  private nextAddress(): string {
    return `${this.block}.${++this.addresses % 254 || 1}`;
  }

  /** Grows strictly, as the engine's nanoseconds do. */
  private nextStamp(): string {
    const stamp = String(++this.stamps).padStart(6, '0');
    return new Date().toISOString().replace('Z', `${stamp}Z`);
  }
}

function failed(what: string): DeployError {
  return new DeployError('container-failed', `The fake engine could not do that: ${what}.`, 'platform');
}
