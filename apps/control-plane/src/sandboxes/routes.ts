import { type RouteView } from '@sdp/protocol';

const URL_SUFFIX = '_url';

/** The variable that says where a service is: `order-items` → `order_items_url`. */
export function routeVariable(service: string): string {
  return `${service.replaceAll('-', '_')}${URL_SUFFIX}`;
}

/** Effective target of every `<service>_url`: the sandbox's own instance where there is one, else the baseline. */
export function resolveRoutes(
  instances: readonly { name: string; url: string }[],
  baseline: Readonly<Record<string, string>>,
): RouteView[] {
  const routes = new Map<string, RouteView>();
  for (const [variable, target] of Object.entries(baseline))
    if (variable.endsWith(URL_SUFFIX)) routes.set(variable, { variable, target, from: 'baseline' });
  for (const { name, url } of instances) {
    const variable = routeVariable(name);
    routes.set(variable, { variable, target: url, from: 'instance' });
  }
  return [...routes.values()].sort((a, b) => a.variable.localeCompare(b.variable));
}
