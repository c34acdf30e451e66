import { type RouteSetView } from '@sdp/protocol';

type Due = Pick<RouteSetView, 'state' | 'problem' | 'pushing' | 'routes' | 'revision'>;

/** What is due at the gateway, in words; empty where nothing is. */
export function dueText({ state, problem, pushing, routes, revision }: Due): string {
  if (pushing) return `Revision ${pushing.revision} of the routes is being pushed to the gateway.`;
  switch (state) {
    case 'none':
    case 'in-sync':
      return '';
    case 'pending':
      return pendingText(routes.filter(({ isApplied }) => !isApplied).map(({ service }) => service));
    case 'drifted':
      return problem ?? 'Somebody changed the gateway by hand: it does not have what was pushed.';
    case 'failed':
      return problem ?? `Pushing revision ${revision} failed: the routes of before still serve.`;
  }
}

function pendingText(services: string[]): string {
  if (services.length === 0) return 'The gateway does not have the newest routes yet.';
  return `The gateway does not have the newest ${services.length === 1 ? 'route' : 'routes'} to ${inWords(services)} yet.`;
}

function inWords(names: string[]): string {
  return new Intl.ListFormat('en').format(names);
}
