import { type InstanceId } from './deployment-request.js';
import { type PortEntry } from './ports/port-switch.js';
import { type ContainerStatus } from './runtime/container-runtime.js';

export const NOBODY: ReadonlySet<string> = new Set();

export function belongsTo({ sandboxId, service }: InstanceId) {
  return ({ identity }: ContainerStatus) => identity.sandboxId === sandboxId && identity.service === service;
}

export function instanceKey({ sandboxId, service }: InstanceId): string {
  return `${sandboxId}/${service}`;
}

/**
 * Which of an instance's containers is the current one: the one its port belongs to; where the port tells nothing,
 * the newest. `candidates` are deployments still at work: current only once the port is theirs.
 */
export function currentOf(
  containers: readonly ContainerStatus[],
  entries: ReadonlyMap<number, PortEntry>,
  candidates: ReadonlySet<string> = NOBODY,
): ContainerStatus | null {
  const pointed = containers.find(
    ({ identity, endpoint }) =>
      entries.get(endpoint.hostPort)?.target?.deploymentId === identity.deploymentId,
  );
  const proven = containers.filter(({ identity }) => !candidates.has(identity.deploymentId));
  const [newest] = proven.toSorted((a, b) => b.identity.epoch - a.identity.epoch);
  return pointed ?? newest ?? null;
}
