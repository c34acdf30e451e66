import { type RouteUseView, type SandboxView, type ServiceInstanceView } from '@sdp/protocol';
import { counted, someOf } from '../../names/listing';
import { GATEWAY_SERVICE } from '../../names/names';
import { type Question } from '../../ui/confirm-dialog';
import { fateOf, lostRoutes, staysOfRoutes, usesOfOthers } from './route-uses';

type Fate = Required<Pick<Question, 'goes'>> & Pick<Question, 'stays'>;

/** A service, among all of its sandbox, with the routes that lead to them. */
export interface ServiceToRemove {
  sandboxId: string;
  service: ServiceInstanceView;
  all: readonly ServiceInstanceView[];
  uses: readonly RouteUseView[];
}

/** What goes when a service is removed, and who feels it, in words. */
export function fateOfService({ sandboxId, service, all, uses }: ServiceToRemove): Fate {
  const { name, running, agent, hostPort, releases, variables } = service;
  const dependents = all.filter(({ dependsOn }) => dependsOn.includes(name)).map((other) => other.name);
  const count = Object.keys(variables).length;
  const own = uses.find((use) => use.sandbox.id === sandboxId && use.service === name);
  const others = usesOfOthers(uses, sandboxId, [name]);
  const goes = [
    ...(running ? [`its container on ${agent}, which answers at port ${hostPort}`] : []),
    ...(releases.length > 0 ? [`its ${counted(releases.length, 'release')} to roll back to`] : []),
    ...(count > 0 ? [`its ${counted(count, 'variable')} and its settings`] : ['its settings']),
    ...(name === GATEWAY_SERVICE ? ['the way in: nobody can call the sandbox without its gateway'] : []),
    ...(own ? [`the route to it here: ${fateOf(name, own.fallback)}`] : []),
    ...lostRoutes(others),
    ...(dependents.length > 0 ? [`it is needed by ${someOf(dependents)}`] : []),
  ];
  return withStays(goes, staysOfRoutes(others, `${name} is added and deployed again`));
}

/** What goes when a whole sandbox is deleted. */
export function fateOfSandbox(sandbox: SandboxView, uses: readonly RouteUseView[]): Fate {
  const { id, services, variables, sharedWith, address } = sandbox;
  const running = services.filter((service) => service.running !== null);
  const names = someOf(services.map(({ name }) => name));
  const count = Object.keys(variables).length;
  const others = usesOfOthers(uses, id);
  const goes = [
    ...(services.length > 0
      ? [`${counted(services.length, 'service')} (${names}) with ${counted(running.length, 'container')}`]
      : []),
    ...(address
      ? [`its address ${address.url ?? address.switchUrl} and all its routes`]
      : ['all its routes']),
    ...lostRoutes(others),
    ...(count > 0 ? [`its ${counted(count, 'variable')}`] : []),
    'all its deployments and their logs',
    ...(sharedWith.length > 0 ? [`it is shared with ${someOf(sharedWith).replace('*', 'everyone')}`] : []),
  ];
  return withStays(goes, staysOfRoutes(others));
}

function withStays(goes: string[], stays: string[]): Fate {
  return stays.length > 0 ? { goes, stays } : { goes };
}
