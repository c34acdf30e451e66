import { belongsTo, type CurrentContainers } from './current-containers.js';
import { type InstanceId } from '../deployment-request.js';
import { DeployError } from '../errors.js';
import { type Releases } from '../pipeline/releases.js';
import { type PortSwitch } from '../ports/port-switch.js';
import { type Pointing } from '../ports/pointing.js';
import { type ContainerRuntime, type ContainerStatus } from '../runtime/container-runtime.js';
import { networkOf } from '../sandbox-network.js';

const STOP_GRACE_SECONDS = 10;

/** Life of service instances outside deployments. Everything is found by label; nothing is kept in memory. */
export class Instances {
  constructor(
    private readonly runtime: ContainerRuntime,
    private readonly current: CurrentContainers,
    private readonly ports: PortSwitch,
    private readonly releases: Releases,
    private readonly pointing: Pointing,
  ) {}

  /** Parks the port, then stops the container. No error when there is none. */
  async stop(instance: InstanceId): Promise<void> {
    const current = await this.current.of(instance);
    if (!current) return;
    await this.ports.park(current.endpoint.hostPort);
    await this.runtime.stop(current.id, STOP_GRACE_SECONDS);
  }

  /** Starts the current container and points the port. Throws `not-found` when it was never deployed. */
  async start(instance: InstanceId): Promise<void> {
    const current = await this.current.of(instance);
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
      for (const container of await this.current.all(candidates)) await this.point(container);
    });
  }

  /**
   * Removes what a killed agent left behind: what is not current, and what it ran once. Instances that a deployment
   * works on are left alone; `candidates` is asked after looking, so that none is missed that began meanwhile.
   */
  async sweep(candidates: () => ReadonlySet<string>): Promise<void> {
    const instances = await this.current.others();
    const atWork = candidates();
    for (const { owned, others } of instances) {
      if (owned.some(({ identity }) => atWork.has(identity.deploymentId))) continue;
      for (const { id } of others) await this.runtime.remove(id);
    }
    await this.runtime.removeLeftovers();
  }

  private async point(container: ContainerStatus | null): Promise<void> {
    if (!container) return;
    const { address, endpoint, identity } = container;
    if (!address) return this.ports.park(endpoint.hostPort);
    const target = { deploymentId: identity.deploymentId, host: address, port: endpoint.containerPort };
    await this.ports.point(endpoint.hostPort, target);
  }
}

function neverDeployed({ service }: InstanceId): DeployError {
  return new DeployError(
    'not-found',
    `There is no container of "${service}" on this host. Deploy it first.`,
    'platform',
  );
}
