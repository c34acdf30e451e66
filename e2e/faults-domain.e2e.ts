import { execFileSync } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  GATEWAY_SERVICE,
  type DeploymentGroupView,
  type DeploymentView,
  type EnvironmentView,
  type SandboxView,
} from '@sdp/protocol';
import { type ApiClient } from './support/api-client.js';
import { ask } from './support/ask.js';
import { startBaseline } from './support/baseline.js';
import { replaceByHand } from './support/by-hand.js';
import { Hammer } from './support/hammer.js';
import { expectInvariants } from './support/invariants.js';
import { Platform } from './support/platform.js';
import {
  createShopEnvironment,
  createShopSandbox,
  deployAll,
  push,
  routeOf,
  untilInSync,
  untilRoutes,
  waitForGroup,
} from './support/shop.js';
import { until } from './support/until.js';

const GATEWAY_DISK_MB = 64;
const MANY = 50;

/** Routes, groups, rollbacks, holds and the sandbox switch, with their programs killed, frozen, cut off and out of room. */
describe('faults of sandboxes and their routes', () => {
  let platform: Platform;
  let baseline: Awaited<ReturnType<typeof startBaseline>>;
  let environment: EnvironmentView;
  /** Has orders, and a gateway that most faults are about. */
  let checkout: SandboxView;
  /** Has orders and payments, which depends on orders. */
  let shop: SandboxView;
  let ops: ApiClient;
  let hammer: Hammer | undefined;

  beforeAll(async () => {
    baseline = await startBaseline(await Platform.bridgeAddress());
    platform = await Platform.start({
      repositories: ['orders', 'payments', 'api-gateway'],
      controlPlane: { SDP_HEARTBEAT_MS: '2000' },
      gateway: { SDP_MIN_FREE_DISK_MB: '1' },
      gatewayDiskMb: GATEWAY_DISK_MB,
      switch: { baseline: baseline.url },
    });
    ops = await platform.newClient('ops');
    environment = await createShopEnvironment(platform.api, baseline.url);
    checkout = await createShopSandbox(platform.api, 'checkout', environment.id, {
      orders: 'main',
      'api-gateway': 'main',
    });
    shop = await createShopSandbox(platform.api, 'shop', environment.id, {
      orders: 'main',
      payments: 'main',
    });
    await deployAll(platform.api, checkout.id);
    await deployAll(platform.api, shop.id);
    await untilInSync(platform.api, checkout.id);
  });

  afterAll(async () => {
    await platform?.stop();
    baseline?.close();
  });

  afterEach(async () => {
    await hammer?.stop();
    hammer = undefined;
    await platform.goGate.release();
    platform.gatewayWire.restore();
    platform.gatewayEngine.restore();
  });

  const through = (path: string) =>
    ask(`${platform.switchUrl}${path}`, { 'x-sandbox': 'checkout' }).then(({ json }) => json);
  const override = (service: string, target: object, api = ops) =>
    api.request('PUT', `/sandboxes/${checkout.id}/routes/overrides/${service}`, target);
  const requestPush = (api = ops) => api.post<DeploymentView>(`/sandboxes/${checkout.id}/routes/push`);
  const view = (id: string) => platform.api.get<SandboxView>(`/sandboxes/${id}`);
  const hammerAt = (path: string) =>
    new Hammer(`${platform.switchUrl}${path}`, 4, { 'x-sandbox': 'checkout' });

  let places = 0;
  /** Sends payments somewhere new, and begins to push that; answers the push and the path that proves it. */
  async function pushSomewhereNew(): Promise<{ id: string; place: string }> {
    const place = `/place-${++places}`;
    await override('payments', { kind: 'url', url: `${baseline.url}${place}` });
    const { id } = await requestPush();
    return { id, place };
  }

  async function restartControlPlane(): Promise<void> {
    await platform.controlPlane.stop('SIGKILL');
    platform.controlPlane.start();
    await platform.untilHealthy();
    await platform.untilAgentsConnect(2);
  }

  async function restartGatewayAgent(): Promise<void> {
    await platform.gateway.stop('SIGKILL');
    platform.gateway.start();
    await platform.untilAgentConnects(platform.names.gateway);
  }

  /** What was decided is there at last, pushed again where the fault kept it away; nobody noticed anything. */
  async function expectArrived(id: string, place: string): Promise<void> {
    const { state } = await platform.api.waitForEnd(id);
    await expectUnharmed();
    if (state !== 'succeeded') await push(ops, checkout.id);
    await untilInSync(platform.api, checkout.id);
    expect((await through('/payments/x'))?.path).toBe(`${place}/x`);
  }

  async function expectUnharmed(): Promise<void> {
    await expectInvariants(platform);
    await hammer?.stop();
    expect(hammer?.failures ?? []).toEqual([]);
  }

  describe('the control plane is killed', () => {
    it('right after a push was asked for', async () => {
      hammer = hammerAt('/orders/orders');
      const { id, place } = await pushSomewhereNew();
      await restartControlPlane();
      expect(await platform.api.waitForEnd(id)).toMatchObject({ state: 'succeeded', error: null });
      await expectArrived(id, place);
    });

    it('in the middle of a push', async () => {
      hammer = hammerAt('/orders/orders');
      const { id, place } = await pushSomewhereNew();
      await platform.api.waitForState(id, ['starting', 'verifying']);
      await restartControlPlane();
      expect(await platform.api.waitForEnd(id)).toMatchObject({ state: 'succeeded', error: null });
      await expectArrived(id, place);
    });

    it('in the middle of a group: it goes on in its order once its requester shows up', async () => {
      await platform.goGate.hold();
      const started = await platform.api.post<DeploymentGroupView>(`/sandboxes/${shop.id}/deployments`);
      const deploymentOf = (service: string) =>
        started.deployments.find((one) => one.service === service)!.id;
      await platform.api.waitForState(deploymentOf('orders'), ['building']);
      await restartControlPlane();
      await platform.goGate.release();

      const group = await waitForGroup(platform.api, started.id);
      expect(group.deployments.map(({ service, state }) => `${service} ${state}`)).toEqual([
        'orders succeeded',
        'payments succeeded',
      ]);
      const [orders, payments] = await Promise.all(
        ['orders', 'payments'].map((service) => platform.api.deployment(deploymentOf(service))),
      );
      expect(payments!.steps[0]!.startedAt >= orders!.finishedAt!).toBe(true);
      await expectUnharmed();
    });

    it('right after a rollback was asked for', async () => {
      await platform.api.deployWell(shop.id, 'orders');
      const { releases, url } = await until('there is an earlier release', 15_000, async () => {
        const instance = await platform.api.instance(shop.id, 'orders');
        return instance.releases.length >= 2 && instance;
      });
      const earlier = releases.find(({ isRunning }) => !isRunning)!;
      hammer = new Hammer(`${url}/orders`);
      const { id } = await platform.api.post<DeploymentView>(
        `/sandboxes/${shop.id}/services/orders/rollback`,
        { deploymentId: earlier.deploymentId },
      );
      await restartControlPlane();
      expect(await platform.api.waitForEnd(id)).toMatchObject({
        state: 'succeeded',
        error: null,
        releaseOf: earlier.deploymentId,
      });
      await expectUnharmed();
    });

    it('right after a hold began: it holds', async () => {
      const inAnHour = new Date(Date.now() + 3_600_000).toISOString();
      const hold = { reason: 'Testing refunds', until: inAnHour };
      await ops.request('PUT', `/sandboxes/${shop.id}/hold`, hold);
      await restartControlPlane();
      expect((await view(shop.id)).hold).toMatchObject({ by: 'ops', reason: hold.reason });

      const { id } = await platform.api.requestDeployment(shop.id, 'orders');
      await until('it waits behind the hold', 10_000, async () =>
        (await platform.api.deployment(id)).queue?.waitsFor.includes(hold.reason),
      );
      await restartControlPlane();
      expect((await platform.api.deployment(id)).state).toBe('queued');
      await ops.request('DELETE', `/sandboxes/${shop.id}/hold`);
      expect((await platform.api.waitForEnd(id)).state).toBe('succeeded');
      await expectUnharmed();
    });
  });

  describe('the gateway agent', () => {
    it.each([0, 80, 160, 300, 500])('is killed %i ms after a push began to start', async (afterMs) => {
      hammer = hammerAt('/orders/orders');
      const { id, place } = await pushSomewhereNew();
      await platform.api.waitForState(id, ['starting', 'verifying', 'succeeded']);
      await delay(afterMs);
      await restartGatewayAgent();
      await expectArrived(id, place);
    });

    it('is frozen in a push, past its lease', async () => {
      hammer = hammerAt('/orders/orders');
      const { id, place } = await pushSomewhereNew();
      await platform.api.waitForState(id, ['starting', 'verifying']);
      platform.gateway.signal('SIGSTOP');
      expect((await platform.api.waitForEnd(id)).state).toBe('lost');
      platform.gateway.signal('SIGCONT');
      await platform.untilAgentConnects(platform.names.gateway);
      await expectArrived(id, place);
      expect((await platform.api.deployment(id)).state).toBe('lost');
    });

    it('is cut off in a push', async () => {
      hammer = hammerAt('/orders/orders');
      const { id, place } = await pushSomewhereNew();
      await platform.api.waitForState(id, ['starting', 'verifying']);
      platform.gatewayWire.cut();
      await delay(1_500);
      platform.gatewayWire.restore();
      expect(await platform.api.waitForEnd(id)).toMatchObject({ state: 'succeeded', error: null });
      await expectArrived(id, place);
    });

    it('has no room for a push: the old routes serve, and it goes on when there is', async () => {
      hammer = hammerAt('/payments/payments');
      const filler = join(platform.root, 'gateway', 'filler');
      execFileSync('sh', ['-c', 'cat /dev/zero > "$0" 2>/dev/null || true', filler]);
      const { id, place } = await pushSomewhereNew();
      expect(await platform.api.waitForEnd(id)).toMatchObject({
        state: 'failed',
        error: { code: 'disk-full' },
      });
      await untilRoutes(platform.api, checkout.id, 'failed', ({ state }) => state === 'failed');
      expect((await through('/payments/x'))?.path).toBe(`/place-${places - 1}/x`);
      execFileSync('rm', [filler]);
      await expectArrived(id, place);
    });

    it('hears nothing of its engine: a change made meanwhile is noticed within half a minute', async () => {
      platform.gatewayEngine.cut();
      await replaceByHand(platform, checkout.id, { payments_url: `${baseline.url}/by-hand` });
      platform.gatewayEngine.restore();
      const drifted = await untilRoutes(
        platform.api,
        checkout.id,
        'have drifted',
        ({ state }) => state === 'drifted',
      );
      expect(routeOf(drifted, 'payments').applied).toBe(`${baseline.url}/by-hand`);
      await push(ops, checkout.id);
      await expectUnharmed();
    });
  });

  it('pushes and a deployment of the gateway race: the newest wins, and what is applied is what the record says', async () => {
    hammer = hammerAt('/orders/orders');
    const dev = platform.api;
    const races: (() => Promise<unknown>)[] = [
      () => pushSomewhereNew(),
      () => override('payments', { kind: 'baseline' }, dev).then(() => requestPush(dev)),
      () => dev.requestDeployment(checkout.id, GATEWAY_SERVICE),
    ];
    for (let round = 0; round < races.length; round += 1) {
      const order = [...races.slice(round), ...races.slice(0, round)];
      await Promise.all(order.map((begin) => begin()));
      await expectInvariants(platform);
      const { routes, state, applied, hash } = await untilRoutes(
        dev,
        checkout.id,
        'have settled',
        ({ pushing, state }) => pushing === null && (state === 'in-sync' || state === 'pending'),
      );
      // A push that another one overtook before its override was there leaves that override to be pushed.
      if (state === 'pending') await push(dev, checkout.id);
      else expect([applied?.hash, routes.every(({ isApplied }) => isApplied)]).toEqual([hash, true]);
    }
    await expectUnharmed();
  });

  it('nginx refuses what a site has added: pushes fail in its words, the old routes serve', async () => {
    hammer = hammerAt('/orders/orders');
    const broken = join(platform.root, 'gateway', 'switch', 'extra', 'broken.conf');
    await writeFile(broken, 'no_such_directive on;\n');
    const { id, place } = await pushSomewhereNew();
    expect(await platform.api.waitForEnd(id)).toMatchObject({
      state: 'failed',
      error: { code: 'switch-refused', message: expect.stringContaining('no_such_directive') },
    });
    await restartGatewayAgent();
    expect((await through('/payments/x'))?.path).not.toBe(`${place}/x`);
    await rm(broken);
    await expectArrived(id, place);
  });

  it('nginx is killed: it comes back by itself, with its table', async () => {
    const pidFile = join(platform.root, 'gateway', 'switch', 'nginx.pid');
    const master = Number(await readFile(pidFile, 'utf8'));
    const workers = (await readFile(`/proc/${master}/task/${master}/children`, 'utf8')).trim().split(' ');
    for (const pid of [master, ...workers.map(Number)]) process.kill(pid, 'SIGKILL');
    await until(
      'it answers again',
      15_000,
      async () => (await through('/orders/orders'))?.from === 'sandbox',
    );
    await expectUnharmed();
  });

  it('the control plane is killed in a removal: gateways fall back first, and nobody notices', async () => {
    await override('payments', { kind: 'sandbox', sandboxId: shop.id });
    await push(ops, checkout.id);
    hammer = hammerAt('/payments/payments');
    await platform.api.request('DELETE', `/sandboxes/${shop.id}/services/payments`);
    await restartControlPlane();
    await until('payments is gone', 30_000, async () =>
      (await view(shop.id)).services.every(({ name }) => name !== 'payments'),
    );
    expect((await through('/payments/payments'))?.from).toBe('baseline');
    await expectUnharmed();
  });

  it('the micro agent is away while a sandbox is stopped, started and deleted as a whole', async () => {
    const away = async (order: () => Promise<unknown>) => {
      await platform.micro.stop('SIGKILL');
      await order();
      platform.micro.start();
      await platform.untilAgentConnects(platform.names.micro);
    };
    const areAll = (state: string) =>
      until(`its containers are ${state}`, 20_000, async () => {
        const containers = await platform.containers({ 'sdp.sandbox': shop.id });
        return containers.length === 1 && containers.every(({ State }) => State === state);
      });
    await away(() => platform.api.post(`/sandboxes/${shop.id}/stop`));
    await areAll('exited');
    await away(() => platform.api.post(`/sandboxes/${shop.id}/start`));
    await areAll('running');
    await away(() => platform.api.request('DELETE', `/sandboxes/${shop.id}`));
    await until('it is gone', 30_000, async () => {
      const { status } = await platform.api.fetch('GET', `/sandboxes/${shop.id}`);
      return status === 404;
    });
    expect(await platform.containers({ 'sdp.sandbox': shop.id })).toEqual([]);
    await expectUnharmed();
  });

  it('the gateway agent is killed while many sandboxes are in the switch', async () => {
    hammer = hammerAt('/orders/orders');
    const names = Array.from({ length: MANY }, (_, index) => `many-${index}`);
    const made = await Promise.all(
      names.map((name) => platform.api.createSandbox({ name, environmentId: environment.id })),
    );
    await platform.gateway.stop('SIGKILL');
    await platform.api.request('DELETE', `/sandboxes/${made[0]!.id}`);
    await platform.api.request('PATCH', `/sandboxes/${made[1]!.id}`, { name: 'renamed' });
    platform.gateway.start();
    await platform.untilAgentConnects(platform.names.gateway);
    await expectUnharmed();
  });
});
