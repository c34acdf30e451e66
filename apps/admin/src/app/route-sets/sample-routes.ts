import { type RouteSetView, type RouteView } from '@sdp/protocol';

/* Views as the API answers them, for tests. */

export function aRoute(parts: Partial<RouteView> = {}): RouteView {
  const service = parts.service ?? 'orders';
  return {
    service,
    variable: `${service}_url`,
    target: 'http://10.0.0.1:21000',
    from: 'instance',
    override: null,
    sandboxName: null,
    applied: 'http://10.0.0.1:21000',
    isApplied: true,
    probe: null,
    ...parts,
  };
}

export function aRouteSet(parts: Partial<RouteSetView> = {}): RouteSetView {
  return {
    sandboxId: 'sandbox-1',
    state: 'in-sync',
    revision: 3,
    hash: 'hash-3',
    applied: { revision: 3, hash: 'hash-3', reportedAt: '2026-11-23T10:00:00.000Z' },
    problem: null,
    pushing: null,
    routes: [aRoute()],
    warnings: [],
    ...parts,
  };
}
