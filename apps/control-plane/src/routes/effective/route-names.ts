import { baselineService } from '../../environments/baseline.js';
import { MAX_URL_LENGTH } from '../overrides/url-rules.js';

/** The service that a variable says the address of; null for every other variable. */
export const serviceOf = baselineService;

/** The variable that says where a service is: `order-items` → `order_items_url`. */
export function routeVariable(service: string): string {
  return `${service.replaceAll('-', '_')}_url`;
}

/** An address that a route can lead to. One with credentials in it is a secret, not a route. */
export function isAddress(value: string): boolean {
  if (value.length > MAX_URL_LENGTH) return false;
  const url = URL.parse(value);
  if (url?.protocol !== 'http:' && url?.protocol !== 'https:') return false;
  return url.username === '' && url.password === '';
}

/** The routes among variables: everything else is none of a route set's business. */
export function routesAmong(variables: Readonly<Record<string, string>>): Record<string, string> {
  const isRoute = ([name, value]: [string, string]) => serviceOf(name) !== null && isAddress(value);
  return Object.fromEntries(Object.entries(variables).filter(isRoute));
}
