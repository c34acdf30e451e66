import {
  type DeploymentGroupView,
  type DeploymentView,
  type EnvironmentView,
  type RouteSetView,
  type RouteView,
  type SandboxView,
} from '@sdp/protocol';
import { type ApiClient } from './api-client.js';
import { until } from './until.js';

/** An environment whose baseline answers for orders and payments. */
export function createShopEnvironment(
  api: ApiClient,
  baselineUrl: string,
  name = 'shop',
): Promise<EnvironmentView> {
  return api.post('/environments', {
    name,
    variables: [
      { name: 'orders_url', value: baselineUrl },
      { name: 'payments_url', value: baselineUrl },
      { name: 'CURRENCY', value: 'EUR' },
    ],
  });
}

/** A sandbox with these services of the shop, on their main branch unless said otherwise; nothing is deployed. */
export async function createShopSandbox(
  api: ApiClient,
  name: string,
  environmentId: string,
  branches: Readonly<Record<string, string>>,
): Promise<SandboxView> {
  const sandbox = await api.createSandbox({ name, environmentId });
  for (const [repository, branch] of Object.entries(branches)) {
    const dependsOn = repository === 'payments' && 'orders' in branches ? { dependsOn: ['orders'] } : {};
    await api.addService(sandbox.id, { repository, branch, healthPath: '/health', ...dependsOn });
  }
  return api.get(`/sandboxes/${sandbox.id}`);
}

/** Deploys all services of a sandbox, and fails the test with the words of the one that failed. */
export async function deployAll(
  api: ApiClient,
  sandboxId: string,
  services?: string[],
): Promise<DeploymentGroupView> {
  const { id } = await api.post<DeploymentGroupView>(
    `/sandboxes/${sandboxId}/deployments`,
    services ? { services } : {},
  );
  const group = await waitForGroup(api, id);
  for (const { id: deploymentId, service, state } of group.deployments) {
    if (state === 'succeeded') continue;
    const { error } = await api.deployment(deploymentId);
    throw new Error(`${service} ended ${state}: ${error?.message}\n${await api.log(deploymentId)}`);
  }
  return group;
}

export function waitForGroup(api: ApiClient, id: string): Promise<DeploymentGroupView> {
  return until(`group ${id} is over`, 90_000, async () => {
    const group = await api.get<DeploymentGroupView>(`/deployment-groups/${id}`);
    return group.finishedAt !== null && group;
  });
}

/** Pushes the routes of a sandbox, and waits until the gateway has them. */
export async function push(api: ApiClient, sandboxId: string): Promise<DeploymentView> {
  const { id } = await api.post<DeploymentView>(`/sandboxes/${sandboxId}/routes/push`);
  const deployment = await api.waitForEnd(id);
  if (deployment.state !== 'succeeded')
    throw new Error(
      `the push ended ${deployment.state}: ${deployment.error?.message}\n${await api.log(deployment.id)}`,
    );
  await untilInSync(api, sandboxId);
  return deployment;
}

export function untilInSync(api: ApiClient, sandboxId: string): Promise<RouteSetView> {
  return untilRoutes(api, sandboxId, 'are in sync', ({ state }) => state === 'in-sync');
}

export async function untilRoutes(
  api: ApiClient,
  sandboxId: string,
  what: string,
  fits: (set: RouteSetView) => boolean,
  deadlineMs = 30_000,
): Promise<RouteSetView> {
  let last: RouteSetView | undefined;
  try {
    return await until(`the routes ${what}`, deadlineMs, async () => {
      last = await api.get<RouteSetView>(`/sandboxes/${sandboxId}/routes`);
      return fits(last) && last;
    });
  } catch (error) {
    throw new Error(`${(error as Error).message}; they are ${JSON.stringify(last, null, 1)}`, {
      cause: error,
    });
  }
}

export function routeOf({ routes }: RouteSetView, service: string): RouteView {
  const route = routes.find((one) => one.service === service);
  if (!route) throw new Error(`there is no route to ${service}`);
  return route;
}
