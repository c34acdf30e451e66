import { type RouteOverride, type RouteView, type RouteWarning } from '@sdp/protocol';
import { type SetRoute } from '../pushing/route-set.entity.js';
import { routeVariable, serviceOf } from './route-names.js';
import { hashOf, type RouteTargets } from './route-targets.js';

export type EffectiveRoute = Pick<
  RouteView,
  'service' | 'variable' | 'target' | 'from' | 'override' | 'sandboxName'
>;

/** A service instance as somewhere to go. */
export interface InstanceTarget {
  url: string;
  sandboxName: string;
  /** Why nobody answers there, in words that follow the service's name; null when somebody should. */
  problem: string | null;
  /** Its whole sandbox was stopped. */
  isStopped: boolean;
}

/** What somebody decided, and the last known name of the sandbox that it leads to. */
export interface DecidedOverride {
  service: string;
  override: RouteOverride;
  sandboxName: string | null;
}

/** Everything that the routes of a sandbox follow from. */
export interface RouteSources {
  /** The baseline's targets, by variable. */
  baseline: RouteTargets;
  /** The sandbox's own instances, by service; the gateway is not among them. */
  own: ReadonlyMap<string, InstanceTarget>;
  overrides: readonly DecidedOverride[];
  instanceOf: (sandboxId: string, service: string) => InstanceTarget | undefined;
  /** Why a URL may not be gone to; null when it may. */
  refusalOf: (url: string) => string | null;
}

export interface EffectiveSet {
  /** By name of the service. */
  routes: EffectiveRoute[];
  warnings: RouteWarning[];
  targets: RouteTargets;
  hash: string;
  /** Services whose own instance was stopped with its sandbox: that nobody answers there is what was wanted. */
  stopped: ReadonlySet<string>;
}

interface Resolved {
  route: EffectiveRoute;
  warnings: RouteWarning[];
}

/**
 * Explicit override, else the sandbox's own instance, else the baseline. An override that leads nowhere falls back to
 * the baseline, and says so.
 */
export function effectiveSet(sources: RouteSources): EffectiveSet {
  const overrides = new Map(sources.overrides.map((one) => [one.service, one]));
  const baselineServices = Object.keys(sources.baseline).flatMap((variable) => serviceOf(variable) ?? []);
  const services = new Set([...baselineServices, ...sources.own.keys(), ...overrides.keys()]);

  const resolved = [...services].sort().map((service) => resolve(service, overrides.get(service), sources));
  const routes = resolved.map(({ route }) => route);
  const targets = targetsOf(routes);
  const warnings = resolved.flatMap((one) => one.warnings);
  return { routes, warnings, targets, hash: hashOf(targets), stopped: stoppedAmong(routes, sources) };
}

function stoppedAmong(routes: readonly EffectiveRoute[], { own }: RouteSources): ReadonlySet<string> {
  const stopped = routes.filter(({ service, from }) => from === 'instance' && own.get(service)?.isStopped);
  return new Set(stopped.map(({ service }) => service));
}

export function targetsOf(routes: readonly Pick<EffectiveRoute, 'variable' | 'target'>[]): RouteTargets {
  return Object.fromEntries(
    routes.flatMap(({ variable, target }) => (target === null ? [] : [[variable, target]])),
  );
}

/** An effective set as it is written down: what has no target is not part of it. */
export function setRoutesOf({ routes }: Pick<EffectiveSet, 'routes'>): SetRoute[] {
  return routes.flatMap(({ service, variable, target, from }) =>
    target === null ? [] : [{ service, variable, target, from }],
  );
}

function resolve(service: string, decided: DecidedOverride | undefined, sources: RouteSources): Resolved {
  const own = sources.own.get(service);
  const toBaseline = (...warnings: RouteWarning[]) => baselineRoute(service, decided, sources, warnings);
  const dangling = (message: string) => toBaseline({ code: 'dangling', service, message });

  switch (decided?.override.kind) {
    case undefined:
      return own ? toInstance(service, 'instance', own, null) : toBaseline();
    case 'baseline':
      return toBaseline();
    case 'instance':
      return own
        ? toInstance(service, 'instance', own, decided)
        : dangling(`The sandbox has no instance of ${service} any more.`);
    case 'sandbox': {
      const target = sources.instanceOf(decided.override.sandboxId, service);
      const name = decided.sandboxName ?? 'that it was sent to';
      return target
        ? toInstance(service, 'sandbox', target, decided)
        : dangling(`Sandbox ${name} has no instance of ${service} any more.`);
    }
    case 'url': {
      const { url } = decided.override;
      const message = sources.refusalOf(url);
      if (message) return toBaseline({ code: 'url-not-allowed', service, message });
      return { route: routeOf(service, url, 'url', decided), warnings: [] };
    }
  }
}

function toInstance(
  service: string,
  from: 'instance' | 'sandbox',
  { url, sandboxName, problem, isStopped }: InstanceTarget,
  decided: DecidedOverride | null,
): Resolved {
  const route = routeOf(service, url, from, decided);
  if (from === 'sandbox') route.sandboxName = sandboxName;
  const whose = from === 'sandbox' ? `${service} of sandbox ${sandboxName}` : service;
  // Who stops a service of their own need not be told; who is led to somebody else's has to know.
  const isWanted = isStopped && from === 'instance';
  const down: RouteWarning[] =
    problem && !isWanted ? [{ code: 'target-down', service, message: `${whose} ${problem}.` }] : [];
  return { route, warnings: down };
}

function baselineRoute(
  service: string,
  decided: DecidedOverride | undefined,
  { baseline }: RouteSources,
  warnings: RouteWarning[],
): Resolved {
  const target = baseline[routeVariable(service)] ?? null;
  const route = routeOf(service, target, 'baseline', decided);
  if (target !== null) return { route, warnings: warnings.map(fellBack) };
  const message = `There is no ${routeVariable(service)} in the baseline, so ${service} leads nowhere.`;
  return { route, warnings: [...warnings, { code: 'no-target', service, message }] };
}

function fellBack(warning: RouteWarning): RouteWarning {
  return { ...warning, message: `${warning.message} The baseline is used instead.` };
}

function routeOf(
  service: string,
  target: string | null,
  from: EffectiveRoute['from'],
  decided: DecidedOverride | null | undefined,
): EffectiveRoute {
  const override = decided?.override ?? null;
  return { service, variable: routeVariable(service), target, from, override, sandboxName: null };
}
