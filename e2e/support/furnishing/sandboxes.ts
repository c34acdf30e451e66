import { type ClonedSandbox, type SandboxView } from '@sdp/protocol';
import { type ApiClient } from '../api-client.js';
import { replaceByHand } from '../by-hand.js';
import { type Platform } from '../platform.js';
import { deployAll, push, untilRoutes, waitForGroup } from '../shop.js';
import { until } from '../until.js';
import { type Furnished } from './furnish.js';
import { type Team } from './team.js';
import { reviseTemplate } from './templates.js';

interface Ground {
  environmentId: string;
  templateId: string;
  baselineUrl: string;
}

const LONG_BRANCH = 'feature/SHOP-1742-let-the-warehouse-see-which-orders-wait-for-a-refund';

/** A sandbox in every state, made in the order in which they need each other; what hangs comes last. */
export async function makeSandboxes(
  platform: Platform,
  team: Team,
  ground: Ground,
): Promise<Pick<Furnished, 'sandboxes' | 'deployments'>> {
  const { id: held } = await cloneOfTemplate(team, ground);
  await reviseTemplate(team.dev, ground.templateId);
  const running = await runningSandbox(team, ground, held);
  const failed = await failedSandbox(team.ada, ground);
  const drifted = await driftedSandbox(platform, team, ground);
  const stopped = await stoppedSandbox(platform, team.dev, ground);
  const { id: empty } = await team.ada.createSandbox({ name: 'idea', description: 'Nothing in it yet' });
  const waiting = await holdWithOneWaiting(team, held);
  const busy = await busySandbox(platform, team.dev, ground);
  return {
    sandboxes: {
      running: running.id,
      failed: failed.id,
      held,
      drifted,
      stopped,
      empty,
      busy: busy.id,
    },
    deployments: {
      succeeded: running.deployment,
      failed: failed.deployment,
      waiting,
      building: busy.deployment,
    },
  };
}

async function cloneOfTemplate({ qa }: Team, { templateId }: Ground): Promise<SandboxView> {
  const { sandbox, deployment } = await qa.post<ClonedSandbox>(`/templates/${templateId}/clone`, {
    name: 'instant-payments',
    description: 'QA tries payments at once',
    parameters: { branch: 'feature/instant-payments' },
    deploy: true,
  });
  await waitForGroup(qa, deployment?.id ?? '');
  return sandbox;
}

/** Deployed more than once, shared, and with a route that is decided but not pushed. */
async function runningSandbox({ dev }: Team, { environmentId }: Ground, other: string) {
  const { id } = await dev.createSandbox({
    name: 'fast-orders',
    description: 'Orders in half the time',
    environmentId,
    labels: { team: 'shop', ticket: 'SHOP-12' },
    variables: { LOG_LEVEL: 'debug', CURRENCY: 'CHF' },
  });
  await addServices(dev, id, { orders: 'feature/fast-orders', 'api-gateway': 'main' });
  await deployAll(dev, id);
  await push(dev, id);
  for (const branch of ['fix/order-states', 'feature/fast-orders', 'feature/fast-orders'])
    await dev.deployWell(id, 'orders', { branch });
  const { deployment } = await dev.deployWell(id, 'orders', { branch: 'feature/fast-orders' });
  await dev.request('PUT', `/sandboxes/${id}/shares`, { users: ['qa', 'ada'] });
  await dev.request('PATCH', `/sandboxes/${id}/services/orders`, { limits: { memoryMb: 256, cpus: 1 } });
  await dev.request('PUT', `/sandboxes/${id}/routes/overrides/payments`, {
    kind: 'sandbox',
    sandboxId: other,
  });
  return { id, deployment: deployment.id };
}

async function failedSandbox(ada: ApiClient, { environmentId }: Ground) {
  const { id } = await ada.createSandbox({
    name: 'order-states',
    description: 'Names for the states of an order',
    environmentId,
    labels: { team: 'shop' },
  });
  await addServices(ada, id, { orders: 'broken/does-not-compile' });
  const deployment = await ada.deploy(id, 'orders');
  return { id, deployment: deployment.id };
}

/** Somebody changed its gateway by hand, and it expires soon. */
async function driftedSandbox(platform: Platform, { dev, ada }: Team, ground: Ground): Promise<string> {
  const { id } = await ada.createSandbox({
    name: 'new-banner',
    description: 'A banner for the summer sale',
    environmentId: ground.environmentId,
    labels: { team: 'web' },
    ttlHours: 6,
  });
  await addServices(ada, id, { 'api-gateway': 'feature/new-banner' });
  await deployAll(ada, id);
  await replaceByHand(platform, id, { orders_url: `${ground.baselineUrl}/by-hand` });
  await untilRoutes(dev, id, 'have drifted', ({ state }) => state === 'drifted');
  return id;
}

/** With a name and a branch that fit into no column. */
async function stoppedSandbox(platform: Platform, dev: ApiClient, ground: Ground): Promise<string> {
  await platform.repository('orders').branch(LONG_BRANCH, 'main');
  const { id } = await dev.createSandbox({
    name: 'warehouse-sees-orders-waiting-for-refund',
    description: 'The warehouse should not pack what is about to be paid back',
    environmentId: ground.environmentId,
    labels: { team: 'warehouse', ticket: 'SHOP-1742' },
  });
  await addServices(dev, id, { orders: LONG_BRANCH });
  await deployAll(dev, id);
  await dev.post(`/sandboxes/${id}/stop`);
  await until('its container is stopped', 30_000, async () => {
    const { observed } = await dev.instance(id, 'orders');
    return observed === 'exited';
  });
  return id;
}

async function holdWithOneWaiting({ dev, qa }: Team, sandboxId: string): Promise<string> {
  const inTwoHours = new Date(Date.now() + 7_200_000).toISOString();
  await qa.request('PUT', `/sandboxes/${sandboxId}/hold`, { reason: 'Testing refunds', until: inTwoHours });
  const { id } = await dev.requestDeployment(sandboxId, 'payments', { branch: 'main' });
  await until('it waits behind the hold', 10_000, async () => {
    const { queue } = await dev.deployment(id);
    return queue?.waitsFor.includes('Testing refunds');
  });
  return id;
}

/** Its build hangs until the platform's gate is released. */
async function busySandbox(platform: Platform, dev: ApiClient, { environmentId }: Ground) {
  const { id } = await dev.createSandbox({
    name: 'pay-later',
    description: 'Thirty days to pay',
    environmentId,
    labels: { team: 'payments' },
  });
  await addServices(dev, id, { payments: 'main' });
  await platform.goGate.hold();
  const { id: deployment } = await dev.requestDeployment(id, 'payments');
  await dev.waitForState(deployment, ['building']);
  return { id, deployment };
}

async function addServices(
  api: ApiClient,
  sandboxId: string,
  branches: Readonly<Record<string, string>>,
): Promise<void> {
  for (const [repository, branch] of Object.entries(branches))
    await api.addService(sandboxId, { repository, branch, healthPath: '/health' });
}
