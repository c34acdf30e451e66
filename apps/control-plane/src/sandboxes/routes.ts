import { type OutdatedRoute, type RouteView } from '@sdp/protocol';

export type EffectiveRoute = Omit<RouteView, 'applied'>;

/** Target of every `<service>_url`, by variable. */
export type RouteTargets = Readonly<Record<string, string>>;

const URL_SUFFIX = '_url';

/** The variable that says where a service is: `order-items` → `order_items_url`. */
export function routeVariable(service: string): string {
  return `${service.replaceAll('-', '_')}${URL_SUFFIX}`;
}

/** Effective target of every `<service>_url`: the sandbox's own instance where there is one, else the baseline. */
export function resolveRoutes(
  instances: readonly { name: string; url: string }[],
  baseline: Readonly<Record<string, string>>,
): EffectiveRoute[] {
  const routes = new Map<string, EffectiveRoute>();
  for (const [variable, target] of Object.entries(baseline))
    if (variable.endsWith(URL_SUFFIX)) routes.set(variable, { variable, target, from: 'baseline' });
  for (const { name, url } of instances) {
    const variable = routeVariable(name);
    routes.set(variable, { variable, target: url, from: 'instance' });
  }
  return [...routes.values()].sort((a, b) => a.variable.localeCompare(b.variable));
}

export function targetsOf(routes: readonly EffectiveRoute[]): Record<string, string> {
  return Object.fromEntries(routes.map(({ variable, target }) => [variable, target]));
}

/** Says of each route whether the gateway has it, by what the gateway was `given`; null when none runs. */
export function withApplied(routes: readonly EffectiveRoute[], given: RouteTargets | null): RouteView[] {
  const appliedTo = ({ variable, target }: EffectiveRoute) => (given?.[variable] === target ? 'yes' : 'no');
  return routes.map((route) => ({ ...route, applied: given ? appliedTo(route) : 'unknown' }));
}

/** Every variable that the gateway has otherwise than it is now, those included that are gone. */
export function outdatedRoutes(
  routes: readonly EffectiveRoute[],
  given: RouteTargets | null,
): OutdatedRoute[] {
  if (!given) return [];
  const targets: RouteTargets = targetsOf(routes);
  return [...new Set([...Object.keys(given), ...Object.keys(targets)])]
    .sort((a, b) => a.localeCompare(b))
    .map((variable) => ({
      variable,
      given: given[variable] ?? null,
      target: targets[variable] ?? null,
    }))
    .filter((route) => route.given !== route.target);
}
