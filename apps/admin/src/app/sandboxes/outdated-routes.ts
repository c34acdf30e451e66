import { type OutdatedRoute } from '@sdp/protocol';

/** What the gateway still does, in words, where it was deployed with other routes than there are now. */
export function outdatedText(
  routes: readonly OutdatedRoute[],
  baseline: Readonly<Record<string, string>>,
): string {
  const [route, ...others] = routes;
  if (!route) return '';
  const service = serviceOf(route);
  if (others.length > 0) return `The gateway still has other routes to ${inWords(routes.map(serviceOf))}.`;
  if (route.given === null) return `The gateway does not know ${service} yet.`;
  const target = route.given === baseline[route.variable] ? 'the baseline' : route.given;
  return `The gateway still sends ${service} to ${target}.`;
}

/** `orders_url` → `orders` */
function serviceOf({ variable }: OutdatedRoute): string {
  return variable.replace(/_url$/, '');
}

function inWords(names: string[]): string {
  return new Intl.ListFormat('en').format(names);
}
