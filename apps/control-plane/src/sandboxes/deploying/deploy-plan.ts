import { GATEWAY_SERVICE } from '@sdp/protocol';
import { dependenciesOf, type Dependent } from '../instances/dependencies.js';

/** One deployment of a group. */
export interface PlannedDeployment {
  service: string;
  /** Have to succeed first. */
  dependsOn: string[];
  /** Have to be over first. */
  goesAfter: string[];
}

/**
 * The order in which some of a sandbox's services are deployed together: whoever others depend on comes first, a
 * service in between that is left out still passes its dependencies on. The gateway goes last, when all that can be
 * is deployed, so that it gets all routes at once.
 */
export function deployPlan(chosen: readonly string[], services: readonly Dependent[]): PlannedDeployment[] {
  const names = [...chosen].sort(byGatewayLast);
  const planned = names.map((service): PlannedDeployment => {
    const needed = dependenciesOf(service, services);
    const dependsOn = names.filter((other) => needed.has(other));
    return { service, dependsOn, goesAfter: service === GATEWAY_SERVICE ? othersFirst(dependsOn) : [] };
  });
  return inOrder(planned);

  function othersFirst(dependsOn: readonly string[]): string[] {
    return names.filter(
      (other) =>
        other !== GATEWAY_SERVICE &&
        !dependsOn.includes(other) &&
        !dependenciesOf(other, services).has(GATEWAY_SERVICE),
    );
  }
}

/** Each as soon as all it waits for are before it. */
function inOrder(planned: readonly PlannedDeployment[]): PlannedDeployment[] {
  const ordered: PlannedDeployment[] = [];
  const isBefore = (service: string) => ordered.some((one) => one.service === service);
  const canGo = ({ dependsOn, goesAfter }: PlannedDeployment) => [...dependsOn, ...goesAfter].every(isBefore);
  const waiting = new Set(planned);
  for (let next = find(); next; next = find()) {
    waiting.delete(next);
    ordered.push(next);
  }
  return ordered;

  function find(): PlannedDeployment | undefined {
    return [...waiting].find(canGo);
  }
}

function byGatewayLast(a: string, b: string): number {
  return Number(a === GATEWAY_SERVICE) - Number(b === GATEWAY_SERVICE) || a.localeCompare(b);
}
