import { type RouteSetState, type RouteSetVersion, type RouteView } from '@sdp/protocol';
import { type Tone } from '../ui/chip';

interface Shown {
  word: string;
  tone: Tone;
}

/** How a gateway's routes stand, in words. */
export const ROUTE_SET_WORDS: Readonly<Record<RouteSetState, Shown>> = {
  none: { word: 'No gateway', tone: 'idle' },
  'in-sync': { word: 'In sync', tone: 'ok' },
  pending: { word: 'Push due', tone: 'warn' },
  drifted: { word: 'Drifted', tone: 'bad' },
  failed: { word: 'Push failed', tone: 'bad' },
};

export const VERSION_WORDS: Readonly<Record<RouteSetVersion['state'], Shown>> = {
  pushing: { word: 'Pushing', tone: 'busy' },
  applied: { word: 'Applied', tone: 'ok' },
  failed: { word: 'Failed', tone: 'bad' },
  replaced: { word: 'Replaced', tone: 'idle' },
};

type Aimed = Pick<RouteView, 'from' | 'sandboxName' | 'target'>;

/** Where a route leads, as people call it. */
export function destinationOf({ from, sandboxName, target }: Aimed): string {
  switch (from) {
    case 'instance':
      return 'this sandbox';
    case 'sandbox':
      return sandboxName ?? 'another sandbox';
    case 'url':
      return 'an address';
    case 'baseline':
      return target === null ? 'nowhere' : 'baseline';
  }
}
