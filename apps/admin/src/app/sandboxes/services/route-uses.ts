import { type RouteUseView } from '@sdp/protocol';
import { someOf } from '../../names/listing';

/* The routes that lead to services, by the names of those who feel it when these go or stop. */

/** Of other sandboxes; to all services of this one when none is named. */
export function usesOfOthers(
  uses: readonly RouteUseView[],
  sandboxId: string,
  services?: readonly string[],
): RouteUseView[] {
  return uses.filter(
    ({ sandbox, service }) => sandbox.id !== sandboxId && (!services || services.includes(service)),
  );
}

/** What becomes of other sandboxes' routes once the services are gone; those with the same fate in one line. */
export function lostRoutes(uses: readonly RouteUseView[]): string[] {
  return together(uses, (use) => `${use.service} ${use.isApplied} ${use.fallback}`).map((same) => {
    const [{ service, isApplied, fallback }] = same;
    const decided = isApplied ? '' : ', decided but not pushed yet';
    return `the route of ${service} in ${namesOf(same)}${decided}: ${fateOf(service, fallback)}`;
  });
}

/** Where calls go once the service is gone. */
export function fateOf(service: string, fallback: string | null): string {
  return fallback === null
    ? `calls of ${service} lead nowhere then, since there is no baseline of it`
    : `calls go to the baseline, ${fallback}`;
}

/** What of other sandboxes' routes stays, where there are any. */
export function staysOfRoutes(uses: readonly RouteUseView[], comesBack?: string): string[] {
  if (uses.length === 0) return [];
  return [
    `the decision behind each of these routes: it is shown to lead nowhere${comesBack ? `, and leads here again when ${comesBack}` : ' until somebody changes it'}`,
    'the old address in services of these sandboxes that were deployed with it: their own calls fail until they are deployed again',
  ];
}

/** Whom nobody answers while the services are stopped: routes are left as they are then. */
export function unansweredCalls(uses: readonly RouteUseView[]): string[] {
  const applied = uses.filter(({ isApplied }) => isApplied);
  return together(applied, ({ service }) => service).map((same) => {
    const [{ service }] = same;
    return `calls of ${namesOf(same)} to ${service}: their routes go on leading here`;
  });
}

type Several = [RouteUseView, ...RouteUseView[]];

function together(uses: readonly RouteUseView[], keyOf: (use: RouteUseView) => string): Several[] {
  const groups = new Map<string, Several>();
  for (const use of uses) {
    const group = groups.get(keyOf(use));
    if (group) group.push(use);
    else groups.set(keyOf(use), [use]);
  }
  return [...groups.values()];
}

/** All of them: who loses something is not counted. */
function namesOf(uses: readonly RouteUseView[]): string {
  return someOf(
    uses.map(({ sandbox: { name, owner } }) => `${name} (${owner})`),
    uses.length,
  );
}
