import { type Deployment } from '../../deployments/deployment.entity.js';
import { isTerminal } from '../../deployments/deployment-states.js';
import { type ServiceInstance } from '../../sandboxes/instances/service-instance.entity.js';
import { type BuildState } from './pull-request-host.js';

/** One service of a pull request's sandbox, and the deployment that it had last. */
export interface StandingService {
  name: string;
  branch: string;
  deployment: Deployment | null;
}

export function servicesWith(
  instances: readonly ServiceInstance[],
  newest: readonly Deployment[],
): StandingService[] {
  return instances.map(({ name, branch }) => ({
    name,
    branch,
    deployment: newest.find(({ service }) => service === name) ?? null,
  }));
}

/** Of a sandbox as a whole: as long as something is under way, nothing is said of the end. */
export function stateOf(services: readonly StandingService[]): BuildState['state'] {
  const isUnderWay = services.some(({ deployment }) => !deployment || !isTerminal(deployment.state));
  if (isUnderWay) return 'in-progress';
  return services.every(({ deployment }) => deployment?.state === 'succeeded') ? 'successful' : 'failed';
}

/** Which deployment tells most: the first that failed, else the one that was asked for last. */
export function tellingOne(services: readonly StandingService[]): Deployment | null {
  const deployments = services.flatMap(({ deployment }) => deployment ?? []);
  const failed = deployments.find(({ state }) => isTerminal(state) && state !== 'succeeded');
  return failed ?? deployments.toSorted((a, b) => b.number - a.number)[0] ?? null;
}

export function countOf(services: readonly StandingService[]): string {
  const good = services.filter(({ deployment }) => deployment?.state === 'succeeded').length;
  return `${good} of ${services.length} services deployed`;
}
