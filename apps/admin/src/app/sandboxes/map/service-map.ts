import { type RouteSetView, type RouteView, type SandboxView, type ServiceInstanceView } from '@sdp/protocol';
import { revisionText } from '../../deployments/revision';
import { GATEWAY_SERVICE } from '../../names/names';
import { type Tone } from '../../ui/chip';
import { observedText } from '../services/observed-states';

/** What stands at the end of a route, or at the beginning of all of them. */
export interface MapNode {
  service: string;
  kind: 'gateway' | RouteView['from'] | 'none';
  /** What it is, in a few words: `feature/fast@1234abcd`, `baseline`, `sandbox carts-2`. */
  what: string;
  /** How it stands, in a word. */
  state: string;
  tone: Tone;
  /** Where in the admin one learns more. */
  link: string[] | null;
  /** The running gateway sends its calls somewhere else yet. */
  isDue: boolean;
}

export interface ServiceMap {
  gateway: MapNode;
  targets: MapNode[];
}

type Sandbox = Pick<SandboxView, 'id' | 'services'>;

/** The gateway, and where it sends each service's calls: what runs here first, then what others run, then the rest. */
export function serviceMapOf(sandbox: Sandbox, routes: RouteSetView['routes']): ServiceMap {
  const targets = routes.map((route) => targetOf(sandbox, route));
  const unrouted = sandbox.services
    .filter(({ name }) => name !== GATEWAY_SERVICE && !routes.some(({ service }) => service === name))
    .map((service) => instanceNode(sandbox.id, service, 'instance', true));
  return { gateway: gatewayOf(sandbox), targets: [...targets, ...unrouted].sort(nearestFirst) };
}

function gatewayOf(sandbox: Sandbox): MapNode {
  const gateway = sandbox.services.find(({ name }) => name === GATEWAY_SERVICE);
  if (gateway) return instanceNode(sandbox.id, gateway, 'gateway', false);
  return {
    service: GATEWAY_SERVICE,
    kind: 'gateway',
    what: 'not added yet',
    state: 'No gateway',
    tone: 'idle',
    link: null,
    isDue: false,
  };
}

function targetOf(sandbox: Sandbox, route: RouteView): MapNode {
  const own = sandbox.services.find(({ name }) => name === route.service);
  if (route.from === 'instance' && own) return instanceNode(sandbox.id, own, 'instance', !route.isApplied);
  const isNowhere = route.target === null;
  return {
    service: route.service,
    kind: isNowhere ? 'none' : route.from,
    what: wordsOf(route),
    ...(isNowhere ? { state: 'No target', tone: 'bad' as const } : probedState(route)),
    link:
      route.override?.kind === 'sandbox'
        ? ['/sandboxes', route.override.sandboxId]
        : ['/sandboxes', sandbox.id, 'routes'],
    isDue: !route.isApplied,
  };
}

function instanceNode(
  sandboxId: string,
  service: ServiceInstanceView,
  kind: 'gateway' | 'instance',
  isDue: boolean,
): MapNode {
  const { name, running, branch, latestDeployment } = service;
  const shown = observedText(service);
  return {
    service: name,
    kind,
    what: running ? revisionText(running.branch, running.commit) : branch,
    state: shown.word,
    tone: shown.tone,
    link: latestDeployment ? ['/deployments', latestDeployment.id] : ['/sandboxes', sandboxId, 'services'],
    isDue,
  };
}

function wordsOf({ from, sandboxName, target }: RouteView): string {
  switch (from) {
    case 'sandbox':
      return `sandbox ${sandboxName ?? ''}`.trim();
    case 'url':
      return target ?? 'an address';
    case 'instance':
      return 'this sandbox';
    case 'baseline':
      return target === null ? 'nowhere' : 'baseline';
  }
}

function probedState({ probe }: RouteView): { state: string; tone: Tone } {
  if (!probe) return { state: 'Not looked at', tone: 'idle' };
  return probe.isReachable ? { state: 'Reachable', tone: 'ok' } : { state: 'Not reachable', tone: 'bad' };
}

const ORDER: readonly MapNode['kind'][] = ['instance', 'sandbox', 'url', 'none', 'baseline'];

function nearestFirst(a: MapNode, b: MapNode): number {
  return ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.service.localeCompare(b.service);
}
