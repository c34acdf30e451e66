import { type DeploymentState, type RouteSetState } from '@sdp/protocol';
import { type Deployment } from '../../deployments/deployment.entity.js';
import { type EffectiveSet } from '../effective/effective-set.js';
import { hashOf, type RouteTargets } from '../effective/route-targets.js';
import { type RouteSet } from '../pushing/route-set.entity.js';
import { type GatewayRoutes } from './gateway-routes.entity.js';
import { judge, type Standing, standingSet } from './standing.js';

const OLD: RouteTargets = { orders_url: 'http://ocp/orders' };
const NEW: RouteTargets = { orders_url: 'http://host:21000' };
const BY_HAND: RouteTargets = { orders_url: 'http://elsewhere' };

function effective(targets: RouteTargets): EffectiveSet {
  return { routes: [], warnings: [], targets, hash: hashOf(targets), stopped: new Set() };
}

function set(revision: number, targets: RouteTargets): RouteSet {
  const routes = Object.entries(targets).map(([variable, target]) => ({
    service: 'orders',
    variable,
    target,
    from: 'baseline' as const,
  }));
  return { revision, routes, hash: hashOf(targets) } as RouteSet;
}

function carried(state: DeploymentState, by: RouteSet, message = ''): NonNullable<Standing['latest']> {
  const error = message ? { code: 'switch-refused', message } : null;
  return { deployment: { id: 'd', state, error } as Deployment, set: by };
}

/** A gateway that has what it was given: set 1. */
function standing(values: Partial<Standing> = {}): Standing {
  return {
    effective: effective(OLD),
    applied: { targets: OLD, revision: 1 } as GatewayRoutes,
    given: set(1, OLD),
    newest: set(1, OLD),
    latest: carried('succeeded', set(1, OLD)),
    switchProblem: null,
    ...values,
  };
}

describe('The state of routes', () => {
  const applied = (targets: RouteTargets) => ({ targets, revision: 1 }) as GatewayRoutes;

  it.each<[string, Partial<Standing>, RouteSetState]>([
    ['no gateway runs', { applied: null }, 'none'],
    ['the gateway has them', {}, 'in-sync'],
    ['others are due', { effective: effective(NEW) }, 'pending'],
    ['a push waits', { effective: effective(NEW), latest: carried('queued', set(2, NEW)) }, 'pending'],
    ['a push runs, whatever it brings', { latest: carried('verifying', set(2, OLD)) }, 'pending'],
    ['a push failed', { effective: effective(NEW), latest: carried('failed', set(2, NEW)) }, 'failed'],
    ['a push was lost', { effective: effective(NEW), latest: carried('lost', set(2, NEW)) }, 'failed'],
    ['a failed push is not wanted any more', { latest: carried('failed', set(2, NEW)) }, 'in-sync'],
    [
      'a push was canceled',
      { effective: effective(NEW), latest: carried('canceled', set(2, NEW)) },
      'pending',
    ],
    ['somebody changed the gateway', { applied: applied(BY_HAND) }, 'drifted'],
    ['somebody took a route away', { applied: applied({}) }, 'drifted'],
    [
      'it drifted after a failed push',
      { applied: applied(BY_HAND), latest: carried('failed', set(2, NEW)) },
      'drifted',
    ],
    ['nobody knows what it was given', { applied: applied(BY_HAND), given: null, latest: null }, 'pending'],
    ['the switch does not work', { switchProblem: 'nginx: bind() failed' }, 'failed'],
  ])('when %s', (_, values, state) => {
    expect(judge(standing(values)).state).toBe(state);
  });

  it('is explained', () => {
    const failed = { effective: effective(NEW), latest: carried('failed', set(2, NEW), 'nginx: no') };
    expect(judge(standing(failed)).problem).toContain('nginx: no');
    expect(judge(standing({ applied: applied(BY_HAND) })).problem).toContain(
      'orders_url is http://elsewhere (given http://ocp/orders)',
    );
    expect(judge(standing()).problem).toBeNull();
    expect(judge(standing({ latest: carried('queued', set(2, NEW)) })).pushing).toEqual({
      deploymentId: 'd',
      revision: 2,
    });
  });
});

describe('The set that counts as standing', () => {
  it.each<[string, Partial<Standing>, number | undefined]>([
    ['the one that the gateway was given', {}, 1],
    ['the one on its way', { latest: carried('starting', set(2, NEW)) }, 2],
    ['the one that arrived, though nobody has seen it yet', { latest: carried('succeeded', set(2, NEW)) }, 2],
    ['not one that failed', { latest: carried('failed', set(2, NEW)) }, 1],
    ['not one that was given up', { latest: carried('superseded', set(2, NEW)) }, 1],
    ['one that was adopted since', { given: set(3, BY_HAND), latest: carried('succeeded', set(2, NEW)) }, 3],
    ['none where nobody knows', { given: null, latest: null }, undefined],
  ])('is %s', (_, values, revision) => {
    expect(standingSet(standing(values))?.revision).toBe(revision);
  });
});
