import { type InstanceId } from '../deployment-request.js';
import { checkInstance } from '../pipeline/check-request.js';
import { type PortEntry, type PortSwitch } from '../ports/port-switch.js';
import { type ContainerRuntime, type ContainerStatus } from '../runtime/container-runtime.js';

export const NOBODY: ReadonlySet<string> = new Set();

export function belongsTo({ sandboxId, service }: InstanceId) {
  return ({ identity }: ContainerStatus) => identity.sandboxId === sandboxId && identity.service === service;
}

function instanceKey({ sandboxId, service }: InstanceId): string {
  return `${sandboxId}/${service}`;
}

/**
 * Which of an instance's containers is the current one: the one its port belongs to; where the port tells nothing,
 * the newest. `candidates` are deployments still at work: current only once the port is theirs.
 */
function currentOf(
  containers: readonly ContainerStatus[],
  entries: ReadonlyMap<number, PortEntry>,
  candidates: ReadonlySet<string> = NOBODY,
): ContainerStatus | null {
  const proven = containers.filter(({ identity }) => !candidates.has(identity.deploymentId));
  const [newest] = proven.toSorted((a, b) => b.identity.epoch - a.identity.epoch);
  return pointedOf(containers, entries) ?? newest ?? null;
}

/** A container that somebody copied by hand, labels and all, does not take the place of the one that serves. */
function pointedOf(
  containers: readonly ContainerStatus[],
  entries: ReadonlyMap<number, PortEntry>,
): ContainerStatus | undefined {
  const targetOf = ({ endpoint }: ContainerStatus) => entries.get(endpoint.hostPort)?.target;
  const pointed = containers.filter(
    (container) => targetOf(container)?.deploymentId === container.identity.deploymentId,
  );
  const serving = pointed.find((container) => container.address === targetOf(container)?.host);
  return serving ?? pointed.find(({ state }) => state === 'running') ?? pointed[0];
}

/** Looks at the host: which container is the current one of an instance. Nothing is kept in memory. */
export class CurrentContainers {
  constructor(
    private readonly runtime: Pick<ContainerRuntime, 'list'>,
    private readonly ports: Pick<PortSwitch, 'entries'>,
  ) {}

  /** Null when the instance has no container. */
  async of(instance: InstanceId): Promise<ContainerStatus | null> {
    checkInstance(instance);
    const { containers, entries } = await this.look();
    return currentOf(containers.filter(belongsTo(instance)), entries);
  }

  /** One for each instance that has a container. `candidates` as in `currentOf`. */
  async all(candidates: ReadonlySet<string> = NOBODY): Promise<ContainerStatus[]> {
    const { containers, entries } = await this.look();
    return byInstance(containers)
      .map((owned) => currentOf(owned, entries, candidates))
      .filter((current) => current !== null);
  }

  /** Those that are not current, by instance: all of an instance are handed over together. */
  async others(): Promise<{ owned: ContainerStatus[]; others: ContainerStatus[] }[]> {
    const { containers, entries } = await this.look();
    return byInstance(containers).map((owned) => {
      const current = currentOf(owned, entries);
      return { owned, others: owned.filter(({ id }) => id !== current?.id) };
    });
  }

  private async look(): Promise<{
    containers: ContainerStatus[];
    entries: ReadonlyMap<number, PortEntry>;
  }> {
    const [containers, entries] = await Promise.all([this.runtime.list(), this.ports.entries()]);
    return { containers, entries };
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
