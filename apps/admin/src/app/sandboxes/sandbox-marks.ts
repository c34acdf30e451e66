import { type SandboxSummary } from '@sdp/protocol';
import { DEPLOYMENT_STATES, isActive } from '../deployments/deployment-states';
import { ROUTE_SET_WORDS } from '../route-sets/route-set-states';
import { type Tone } from '../ui/chip';
import { type Mark } from '../ui/mark-lines';
import { isServiceFailing } from './sandbox-states';
import { OBSERVED } from './services/observed-states';

type Service = SandboxSummary['services'][number];

/** How a sandbox stands as a whole. */
export function stateMarks({ isDeleting, pullRequest, isStopped, hold, expiry }: SandboxSummary): Mark[] {
  return [
    ...(isDeleting ? [{ tone: 'warn' as const, text: 'Deleting' }] : []),
    ...(isStopped ? [{ tone: 'idle' as const, text: 'Stopped' }] : []),
    ...(hold ? [{ tone: 'warn' as const, text: `Held by ${hold.by}` }] : []),
    ...(expiry === 'soon' ? [{ tone: 'warn' as const, text: 'Expires soon' }] : []),
    ...(expiry === 'over' ? [{ tone: 'warn' as const, text: 'Expired' }] : []),
    ...(pullRequest ? [{ tone: 'idle' as const, text: `Pull request #${pullRequest.number}` }] : []),
  ];
}

/** What runs in it, what its routes want, and its labels: what wants somebody comes first. */
export function serviceMarks({ services, isStopped, routes, labels }: SandboxSummary): Mark[] {
  const marks = (all: readonly Service[]) => all.map((service) => serviceMark(service, isStopped));
  return [
    ...marks(services.filter(isServiceFailing)),
    ...routeMarks(routes),
    ...marks(services.filter((service) => !isServiceFailing(service))),
    ...Object.entries(labels).map(([name, value]) => ({ text: `${name}: ${value}` })),
  ];
}

/** In sync is not worth a word. */
function routeMarks(state: SandboxSummary['routes']): Mark[] {
  if (state === 'in-sync' || state === 'none') return [];
  const { tone, word } = ROUTE_SET_WORDS[state];
  return [{ tone, text: `Routes: ${word.toLowerCase()}` }];
}

function serviceMark(service: Service, isStopped: boolean): Mark {
  const { word, tone } = isStopped ? ({ word: 'stopped', tone: 'idle' } as const) : shownOf(service);
  return { tone, subject: service.name, text: word.toLowerCase() };
}

/** A deployment under way says more than what still runs, and so does one that failed. */
function shownOf({ observed, deploymentState }: Service): { word: string; tone: Tone } {
  const isWorthSaying =
    deploymentState !== null &&
    (isActive(deploymentState) || deploymentState === 'failed' || deploymentState === 'lost');
  return isWorthSaying ? DEPLOYMENT_STATES[deploymentState] : OBSERVED[observed];
}
