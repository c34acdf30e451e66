import { type AppliedRoutes, GATEWAY_SERVICE } from '@sdp/protocol';
import { type ContainerRuntime, type ContainerStatus } from '../runtime/container-runtime.js';

const ROUTE_VARIABLE = /_url$/;
/** Somebody who starts a container by hand may give it anything. */
const MAX_ROUTES = 1000;
const MAX_TARGET_CHARACTERS = 4000;

/**
 * What a gateway's container really has, asked of the engine and not remembered: that is how a change made by hand is
 * noticed. Undefined for other services, and when it is gone. A secret is no route.
 */
export async function appliedRoutes(
  runtime: Pick<ContainerRuntime, 'environment'>,
  { id, identity, content }: ContainerStatus,
): Promise<AppliedRoutes | undefined> {
  if (identity.service !== GATEWAY_SERVICE) return undefined;
  const variables = await runtime.environment(id);
  if (!variables) return undefined;
  const isRoute = (name: string) => ROUTE_VARIABLE.test(name) && !content.secretNames.includes(name);
  const targets = Object.entries(variables)
    .filter(([name]) => isRoute(name))
    .slice(0, MAX_ROUTES)
    .map(([name, target]) => [name, target.slice(0, MAX_TARGET_CHARACTERS)]);
  return { targets: Object.fromEntries(targets) as Record<string, string>, revision: content.routeRevision };
}
