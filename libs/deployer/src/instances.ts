import { setTimeout as delay } from 'node:timers/promises';
import { type ObservedInstance } from '@sdp/protocol';
import { belongsTo, currentOf, instanceKey, NOBODY } from './current-container.js';
import { type InstanceId } from './deployment-request.js';
import { DeployError } from './errors.js';
import { checkInstance } from './pipeline/check-request.js';
import { probeHealth } from './pipeline/health-probe.js';
import { type Releases } from './pipeline/releases.js';
import { type PortEntry, type PortSwitch } from './ports/port-switch.js';
import { type Pointing } from './ports/pointing.js';
import { type ContainerRuntime, type ContainerStatus, type OutputLine } from './runtime/container-runtime.js';
import { networkOf } from './sandbox-network.js';

const STOP_GRACE_SECONDS = 10;
const FOLLOW_POLL_MS = 500;
/** How many lines are caught up on when a container starts again while it is followed. */
const CATCH_UP_LINES = 5_000;

/** Life of service instances outside deployments. Everything is found by label; nothing is kept in memory. */
export class Instances {
  constructor(
    private readonly runtime: ContainerRuntime,
    private readonly ports: PortSwitch,
    private readonly releases: Releases,
    private readonly pointing: Pointing,
  ) {}

  /**
   * One entry per instance that has a container: its current one, probed, not merely listed. `candidates`:
   * deployments still being verified; their containers count as not there.
   */
  async observe(candidates: ReadonlySet<string> = NOBODY): Promise<ObservedInstance[]> {
    const current = await this.currentContainers(candidates);
    return Promise.all(
      current.map(async (container) => ({
        ...(await observed(container)),
        releases: await this.releases.list(container.identity),
      })),
    );
  }

  /** Parks the port, then stops the container. No error when there is none. */
  async stop(instance: InstanceId): Promise<void> {
    const current = await this.find(instance);
    if (!current) return;
    await this.ports.park(current.endpoint.hostPort);
    await this.runtime.stop(current.id, STOP_GRACE_SECONDS);
  }

  /** Starts the current container and points the port. Throws `not-found` when it was never deployed. */
  async start(instance: InstanceId): Promise<void> {
    const current = await this.find(instance);
    if (!current) throw neverDeployed(instance);
    await this.runtime.start(current.id);
    await this.runtime.keepRunning(current.id);
    await this.pointing.alone(async () => this.point(await this.runtime.inspect(current.id)));
  }

  async restart(instance: InstanceId): Promise<void> {
    await this.stop(instance);
    await this.start(instance);
  }

  /**
   * Removes containers, port, releases, and the sandbox's network when nothing else uses it. Repeating is harmless.
   * The ports go last: with a container still there, somebody could point them again.
   */
  async remove(instance: InstanceId): Promise<void> {
    const owned = (await this.runtime.list()).filter(belongsTo(instance));
    const hostPorts = new Set(owned.map(({ endpoint }) => endpoint.hostPort));
    for (const hostPort of hostPorts) await this.ports.park(hostPort);
    for (const { id } of owned) {
      await this.runtime.stop(id, STOP_GRACE_SECONDS);
      await this.runtime.remove(id);
    }
    await this.pointing.alone(async () => {
      for (const hostPort of hostPorts) await this.ports.clear(hostPort);
    });
    await this.releases.removeAll(instance);
    await this.runtime.removeNetwork(networkOf(instance.sandboxId));
  }

  /**
   * Makes every port go to where its container is now, and parks those whose container is down: addresses change
   * when containers start. Call it at boot, after container events and after a gap, also while deployments are at
   * work. `candidates`: those; their containers get no port here that the exchange has not given them.
   */
  async repoint(candidates: ReadonlySet<string>): Promise<void> {
    await this.pointing.alone(async () => {
      for (const container of await this.currentContainers(candidates)) await this.point(container);
    });
  }

  /**
   * Removes what an interrupted exchange left behind: what is not current. Instances that a deployment works on are
   * left alone; `candidates` is asked after looking, so that none is missed that began meanwhile.
   */
  async sweep(candidates: () => ReadonlySet<string>): Promise<void> {
    const [containers, entries] = await this.look();
    const atWork = candidates();
    for (const owned of byInstance(containers)) {
      if (owned.some(({ identity }) => atWork.has(identity.deploymentId))) continue;
      const current = currentOf(owned, entries);
      for (const { id } of owned) if (id !== current?.id) await this.runtime.remove(id);
    }
  }

  /**
   * The current container's output: `tail` earlier lines, then new ones. Goes on when the container is started
   * again or replaced, until the signal aborts.
   */
  async *followOutput(instance: InstanceId, tail: number, signal: AbortSignal): AsyncGenerator<OutputLine> {
    let followed = { id: '', lines: tail, last: {} as { since?: string } };
    while (!signal.aborted) {
      const current = await this.find(instance);
      if (current) {
        if (followed.id !== current.id) followed = { id: current.id, lines: followed.lines, last: {} };
        const { id, lines, last } = followed;
        for await (const line of this.runtime.output(id, { tail: lines, follow: true, ...last }, signal)) {
          followed.last = { since: line.at };
          yield line;
        }
        followed.lines = CATCH_UP_LINES;
      }
      await delay(FOLLOW_POLL_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  /** Its current container, or null. */
  async find(instance: InstanceId): Promise<ContainerStatus | null> {
    checkInstance(instance);
    const owned = (await this.runtime.list()).filter(belongsTo(instance));
    return currentOf(owned, await this.ports.entries());
  }

  private async currentContainers(candidates: ReadonlySet<string>): Promise<ContainerStatus[]> {
    const [containers, entries] = await this.look();
    return byInstance(containers)
      .map((owned) => currentOf(owned, entries, candidates))
      .filter((current) => current !== null);
  }

  private look(): Promise<[ContainerStatus[], ReadonlyMap<number, PortEntry>]> {
    return Promise.all([this.runtime.list(), this.ports.entries()]);
  }

  private async point(container: ContainerStatus | null): Promise<void> {
    if (!container) return;
    const { address, endpoint, identity } = container;
    if (!address) return this.ports.park(endpoint.hostPort);
    const target = { deploymentId: identity.deploymentId, host: address, port: endpoint.containerPort };
    await this.ports.point(endpoint.hostPort, target);
  }
}

function byInstance(containers: readonly ContainerStatus[]): ContainerStatus[][] {
  const groups = new Map<string, ContainerStatus[]>();
  for (const container of containers) {
    const key = instanceKey(container.identity);
    groups.set(key, [...(groups.get(key) ?? []), container]);
  }
  return [...groups.values()];
}

async function observed(container: ContainerStatus): Promise<Omit<ObservedInstance, 'releases'>> {
  const { identity, exitCode, startedAt } = container;
  return {
    ...identity,
    state: await observedState(container),
    ...(exitCode === null ? {} : { exitCode }),
    ...(startedAt === null ? {} : { startedAt }),
  };
}

async function observedState({
  state,
  address,
  endpoint,
}: ContainerStatus): Promise<ObservedInstance['state']> {
  if (state !== 'running' || !address) return 'exited';
  const { isHealthy } = await probeHealth(address, endpoint);
  return isHealthy ? 'running' : 'unhealthy';
}

function neverDeployed({ service }: InstanceId): DeployError {
  return new DeployError(
    'not-found',
    `There is no container of "${service}" on this host. Deploy it first.`,
    'platform',
  );
}
