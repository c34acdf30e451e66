import { createHash } from 'node:crypto';
import { type RoutePreview } from '@sdp/protocol';
import { serviceOf } from './route-names.js';

/** Where every `<service>_url` leads, by variable. */
export type RouteTargets = Readonly<Record<string, string>>;

export type RouteChange = RoutePreview['changes'][number];

/** Equal for equal sets, whatever the order of their entries. SHA-256 in hex. */
export function hashOf(targets: RouteTargets): string {
  const entries = Object.entries(targets).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(entries)).digest('hex');
}

/** Everything that differs, by variable. */
export function changesBetween(from: RouteTargets, to: RouteTargets): RouteChange[] {
  return [...new Set([...Object.keys(from), ...Object.keys(to)])]
    .sort()
    .filter((variable) => from[variable] !== to[variable])
    .map((variable) => ({
      variable,
      service: serviceOf(variable) ?? variable,
      from: from[variable] ?? null,
      to: to[variable] ?? null,
    }));
}

/** What somebody changed at a gateway by hand, in words. */
export function driftInWords(given: RouteTargets, found: RouteTargets): string {
  const differences = changesBetween(given, found).map(({ variable, from, to }) => {
    if (to === null) return `${variable} is not set (given ${from})`;
    return from === null ? `${variable} is ${to} (not given)` : `${variable} is ${to} (given ${from})`;
  });
  return `Somebody changed the gateway by hand: ${differences.join('; ')}. Push again, or adopt it.`;
}
