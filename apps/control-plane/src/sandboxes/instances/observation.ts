import { type ObservedInstance } from '@sdp/protocol';
import { type ServiceInstance } from './service-instance.entity.js';

/** What an agent saw of an instance last. */
export type Observation = Pick<
  ServiceInstance,
  'observed' | 'exitCode' | 'runningDeploymentId' | 'lastLines' | 'releases'
>;

/** What of an instance is compared with what is seen. */
export type ObservedRow = Observation & Pick<ServiceInstance, 'id' | 'sandboxId' | 'name'>;

export const OBSERVED_COLUMNS = {
  id: true,
  sandboxId: true,
  name: true,
  observed: true,
  exitCode: true,
  runningDeploymentId: true,
  lastLines: true,
  releases: true,
} as const satisfies Record<keyof ObservedRow, true>;

/** Finds the containers of an instance in an agent's list. */
export function byInstance(
  seen: readonly ObservedInstance[],
): (instance: Pick<ServiceInstance, 'sandboxId' | 'name'>) => readonly ObservedInstance[] {
  const found = new Map<string, ObservedInstance[]>();
  for (const one of seen) {
    const key = `${one.sandboxId}/${one.service}`;
    found.set(key, [...(found.get(key) ?? []), one]);
  }
  return ({ sandboxId, name }) => found.get(`${sandboxId}/${name}`) ?? [];
}

export function observationIn(instance: Observation): Observation {
  const { observed, exitCode, runningDeploymentId, lastLines, releases } = instance;
  return { observed, exitCode, runningDeploymentId, lastLines, releases };
}

/** Of its containers: during an exchange two run, and the one that serves counts until it is gone. */
export function observationOf(instance: Observation, seen: readonly ObservedInstance[]): Observation {
  const containers = [...seen].sort((a, b) => b.epoch - a.epoch);
  const current =
    containers.find((one) => one.deploymentId === instance.runningDeploymentId && one.state === 'running') ??
    containers[0];
  // Agents tell of releases together with a container: without one, what they told before is the newest known.
  const { releases } = current ?? instance;
  if (!current)
    return { observed: 'missing', exitCode: null, runningDeploymentId: null, lastLines: [], releases };
  const { state, exitCode = null, deploymentId, lastLines = [] } = current;
  const isUp = state === 'running' || state === 'unhealthy';
  return {
    observed: state,
    exitCode,
    runningDeploymentId: deploymentId,
    lastLines: isUp ? [] : lastLines,
    releases,
  };
}

export function isSameObservation(one: Observation, other: Observation): boolean {
  return (
    one.observed === other.observed &&
    one.exitCode === other.exitCode &&
    one.runningDeploymentId === other.runningDeploymentId &&
    isSameList(one.lastLines, other.lastLines) &&
    isSameList(one.releases, other.releases)
  );
}

function isSameList(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((entry, index) => entry === other[index]);
}
