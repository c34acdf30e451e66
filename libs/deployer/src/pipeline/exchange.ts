import { belongsTo } from '../instances/current-containers.js';
import { type DeploymentRequest, type InstanceId } from '../deployment-request.js';
import { type Pointing } from '../ports/pointing.js';
import { type PortEntry, type PortSwitch, type PortTarget } from '../ports/port-switch.js';
import { type Reporter } from '../reporter.js';
import { type ContainerRuntime, type ContainerStatus } from '../runtime/container-runtime.js';
import { networkOf } from '../sandbox-network.js';
import { unlessAborted } from '../until-aborted.js';
import { type Readiness } from './readiness.js';
import { type Releases } from './releases.js';

/** What identifies a deployment's traces on this host. */
export type DeploymentTrace = InstanceId & Pick<DeploymentRequest, 'deploymentId' | 'hostPort'>;

type RunningContainer = ContainerStatus & { address: string };

/** A new container must outlive its first success by this much; requests reach it meanwhile. */
const SETTLE_MS = 300;
/** How long the old container may go on answering what it has begun to. */
const DRAIN_MS = 5_000;
const STOP_GRACE_SECONDS = 5;

/**
 * Puts a new container in the place of the old one, or takes it away again. The order makes it safe to die at any
 * point: first the port is pointed to the new one, which is on disk, then the old one goes. So the port alone tells
 * afterwards whether the exchange has happened.
 */
export class Exchange {
  constructor(
    private readonly runtime: ContainerRuntime,
    private readonly ports: PortSwitch,
    private readonly releases: Releases,
    private readonly readiness: Readiness,
    private readonly pointing: Pointing,
  ) {}

  /**
   * Points the port to the new container and waits until it has settled and the old one is drained. Throws
   * `container-exited` when the new one does not stay up, or the signal's reason: then the old one serves again.
   * Afterwards `keep` makes it final.
   */
  async switchTo(candidate: RunningContainer, reporter: Reporter, signal: AbortSignal): Promise<void> {
    const { hostPort } = candidate.endpoint;
    const before = (await this.ports.entries()).get(hostPort);
    try {
      await this.pointing.alone(() => this.ports.point(hostPort, targetOf(candidate)));
      const settled = this.readiness.staysUp(candidate.id, SETTLE_MS, reporter, signal);
      await Promise.all([settled, this.drain(before?.target, signal)]);
    } catch (error) {
      await this.pointing.alone(() => this.restore(hostPort, before));
      throw error;
    }
  }

  /** The point of no return: the old containers and the oldest releases go. */
  async keep(container: ContainerStatus): Promise<void> {
    const { identity, content } = container;
    const others = (await this.containersOf(identity)).filter(({ id }) => id !== container.id);
    await all([
      this.runtime.keepRunning(container.id),
      this.releases.noteService(identity, content.release, identity.epoch),
      ...others.map((other) => this.retire(other)),
    ]);
    for (const other of others) await this.releases.noteEnd(identity, other.content.release);
    const inUse = (await this.containersOf(identity)).map((left) => left.content.release);
    await this.releases.prune(identity, new Set(inUse));
  }

  /** Whether the exchange of this deployment happened. */
  async wasSwitched(deploymentId: string): Promise<boolean> {
    const entries = await this.ports.entries();
    return [...entries.values()].some(({ target }) => target?.deploymentId === deploymentId);
  }

  /**
   * Takes everything of a deployment away. Repeating it is harmless. Must not be called for the current one. Once the
   * container is gone, nothing that fails keeps the rest: on a full disk, it is the release that makes room.
   */
  async abandon({ deploymentId, hostPort, ...instance }: DeploymentTrace): Promise<void> {
    for (const { id, identity } of await this.containersOf(instance)) {
      if (identity.deploymentId === deploymentId) await this.runtime.remove(id);
    }
    await all([
      this.giveBack(hostPort, deploymentId),
      this.releases.remove(instance, deploymentId),
      this.runtime.removeNetwork(networkOf(instance.sandboxId)),
    ]);
  }

  /** Ends an exchange that the agent's death interrupted: forward when it had happened and holds, else back. */
  async recover(trace: DeploymentTrace): Promise<'switched' | 'abandoned'> {
    const containers = await this.containersOf(trace);
    const mine = containers.find(({ identity }) => identity.deploymentId === trace.deploymentId);
    const older = containers.filter((container) => container !== mine).find(isRunning);
    if (mine && (await this.wasSwitched(trace.deploymentId))) {
      if (isRunning(mine) || !older) {
        await this.keep(mine);
        return 'switched';
      }
      await this.pointing.alone(() => this.ports.point(trace.hostPort, targetOf(older)));
    }
    await this.abandon(trace);
    return 'abandoned';
  }

  private async giveBack(hostPort: number, deploymentId: string): Promise<void> {
    const target = (await this.ports.entries()).get(hostPort)?.target;
    if (!target || target.deploymentId === deploymentId) await this.ports.clear(hostPort);
  }

  private async retire({ id }: ContainerStatus): Promise<void> {
    await this.runtime.stop(id, STOP_GRACE_SECONDS);
    await this.runtime.remove(id);
  }

  private async drain(target: PortTarget | null | undefined, signal: AbortSignal): Promise<void> {
    if (target) await unlessAborted(this.ports.drain(target, DRAIN_MS), signal);
  }

  private async restore(hostPort: number, before: PortEntry | undefined): Promise<void> {
    if (!before?.target) return this.ports.clear(hostPort);
    await this.ports.point(hostPort, before.target);
    if (before.isParked) await this.ports.park(hostPort);
  }

  private async containersOf(instance: InstanceId): Promise<ContainerStatus[]> {
    return (await this.runtime.list()).filter(belongsTo(instance));
  }
}

/** Waits for every one of them, and throws the first failure only then. */
async function all(works: readonly Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(works);
  const failure = results.find((result) => result.status === 'rejected');
  if (failure) throw failure.reason;
}

function isRunning(container: ContainerStatus): container is RunningContainer {
  return container.state === 'running' && container.address !== null;
}

function targetOf({ identity, endpoint, address }: RunningContainer): PortTarget {
  return { deploymentId: identity.deploymentId, host: address, port: endpoint.containerPort };
}
