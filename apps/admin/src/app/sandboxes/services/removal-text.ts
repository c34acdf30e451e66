import { type SandboxView, type ServiceInstanceView } from '@sdp/protocol';
import { counted, someOf } from '../../names/listing';
import { GATEWAY_SERVICE } from '../../names/names';

/** What goes when a service is removed, and who feels it, in words. */
export function goesWith(service: ServiceInstanceView, all: readonly ServiceInstanceView[]): string[] {
  const { name, running, agent, hostPort, releases, variables } = service;
  const dependents = all.filter(({ dependsOn }) => dependsOn.includes(name)).map((other) => other.name);
  const count = Object.keys(variables).length;
  return [
    ...(running ? [`its container on ${agent}, which answers at port ${hostPort}`] : []),
    ...(releases.length > 0 ? [`its ${counted(releases.length, 'release')} to roll back to`] : []),
    ...(count > 0 ? [`its ${counted(count, 'variable')} and its settings`] : ['its settings']),
    ...(name === GATEWAY_SERVICE
      ? ['the way in: nobody can call the sandbox without its gateway']
      : [
          'the route to it: calls go to the baseline again',
          'routes of other sandboxes that lead to it: their calls go to the baseline, too',
        ]),
    ...(dependents.length > 0 ? [`it is needed by ${someOf(dependents)}`] : []),
  ];
}

/** What goes when a whole sandbox is deleted. */
export function goesWithSandbox({ services, variables, sharedWith, address }: SandboxView): string[] {
  const running = services.filter((service) => service.running !== null);
  const names = someOf(services.map(({ name }) => name));
  const count = Object.keys(variables).length;
  const canBeRoutedTo = services.some(({ name }) => name !== GATEWAY_SERVICE);
  return [
    ...(services.length > 0
      ? [`${counted(services.length, 'service')} (${names}) with ${counted(running.length, 'container')}`]
      : []),
    ...(address
      ? [`its address ${address.url ?? address.switchUrl} and all its routes`]
      : ['all its routes']),
    ...(canBeRoutedTo
      ? ['routes of other sandboxes that lead to its services: their calls go to the baseline']
      : []),
    ...(count > 0 ? [`its ${counted(count, 'variable')}`] : []),
    'all its deployments and their logs',
    ...(sharedWith.length > 0 ? [`it is shared with ${someOf(sharedWith).replace('*', 'everyone')}`] : []),
  ];
}
