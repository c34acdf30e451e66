import { type ObservedInstance } from '@sdp/protocol';
import { type ServiceInstance } from './service-instance.entity.js';

/** What an agent saw of an instance last. */
export type Observation = Pick<
  ServiceInstance,
  'observed' | 'exitCode' | 'runningDeploymentId' | 'lastLines' | 'releases'
>;

export function observationIn(instance: ServiceInstance): Observation {
  const { observed, exitCode, runningDeploymentId, lastLines, releases } = instance;
  return { observed, exitCode, runningDeploymentId, lastLines, releases };
}

/** During an exchange two containers run: the one that serves counts until it is gone. */
export function observationOf(instance: ServiceInstance, seen: readonly ObservedInstance[]): Observation {
  const containers = seen
    .filter(({ sandboxId, service }) => sandboxId === instance.sandboxId && service === instance.name)
    .sort((a, b) => b.epoch - a.epoch);
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
