import { type RouteSetView, type SandboxView, type ServiceInstanceView } from '@sdp/protocol';
import { revisionText } from '../../deployments/revision';
import { destinationOf } from '../../route-sets/route-set-states';
import { type Difference } from '../../ui/difference-table';
import { limitsText } from '../services/limits-text';

export interface ComparedSandbox {
  sandbox: SandboxView;
  routeSet: RouteSetView;
}

/** What tells one sandbox from another: what runs, what it is given, and where its gateway sends calls. */
export function differencesOf(left: ComparedSandbox, right: ComparedSandbox): Difference[] {
  const [from, to] = [factsOf(left), factsOf(right)];
  const paths = new Set([...from.keys(), ...to.keys()]);
  return [...paths]
    .map((path) => ({ path, from: from.get(path) ?? null, to: to.get(path) ?? null }))
    .filter((difference) => difference.from !== difference.to)
    .sort((a, b) => a.path.localeCompare(b.path));
}

/** Every fact that is there, by its path. */
function factsOf({ sandbox, routeSet }: ComparedSandbox): Map<string, string> {
  const { environment, template } = sandbox;
  const facts: [path: string, value: string | null | undefined][] = [
    ['environment', environment?.name],
    ['template', template && `${template.name} version ${template.version}`],
    ...pairs('labels', sandbox.labels),
    ...pairs('variables', sandbox.variables),
    ...sandbox.services.flatMap(serviceFacts),
    ...routeSet.routes.map((route): [string, string] => [
      `routes.${route.service}`,
      // Either sandbox sends to an instance of its own: that is no difference.
      route.from === 'instance'
        ? 'its own instance'
        : `${destinationOf(route)} ${route.target ?? ''}`.trimEnd(),
    ]),
  ];
  return new Map(facts.filter((fact): fact is [string, string] => fact[1] != null && fact[1] !== ''));
}

function serviceFacts(service: ServiceInstanceView): [string, string | null | undefined][] {
  const { name, running, limits, dependsOn } = service;
  const path = `services.${name}`;
  return [
    [`${path}.repository`, service.repository],
    [`${path}.branch`, service.branch],
    [`${path}.pin`, service.pinnedCommit],
    [`${path}.runs`, running ? revisionText(running.branch, running.commit) : 'nothing'],
    [`${path}.healthPath`, service.healthPath],
    [`${path}.containerPort`, service.containerPort?.toString()],
    [`${path}.limits`, limitsText(limits)],
    [`${path}.dependsOn`, dependsOn.join(', ')],
    ...pairs(`${path}.variables`, service.variables),
  ];
}

function pairs(path: string, values: Record<string, string>): [string, string][] {
  return Object.entries(values).map(([name, value]) => [`${path}.${name}`, value]);
}
