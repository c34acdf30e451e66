import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type DeploymentView,
  type EnvironmentView,
  type RoutePreview,
  type RouteSetVersion,
  type RouteSetView,
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
} from './support/shop.js';
import { until } from './support/until.js';

/** Route overrides, pushes and the sandbox switch, on real nginx, PHP and Docker. */
describe('the routes of a sandbox', () => {
  let platform: Platform;
  let baseline: Awaited<ReturnType<typeof startBaseline>>;
  let environment: EnvironmentView;
  let checkout: SandboxView;
  let other: SandboxView;
  let ops: ApiClient;

  const through = (path: string, sandbox = 'checkout') =>
    ask(`${platform.switchUrl}${path}`, { 'x-sandbox': sandbox });
  const override = (service: string, target: object, api = platform.api, id = checkout.id) =>
    api.request('PUT', `/sandboxes/${id}/routes/overrides/${service}`, target);

  beforeAll(async () => {
    baseline = await startBaseline(await Platform.bridgeAddress());
    platform = await Platform.start({
      repositories: ['orders', 'payments', 'api-gateway'],
      switch: { baseline: baseline.url },
    });
    ops = await platform.newClient('ops');
    environment = await createShopEnvironment(platform.api, baseline.url);
    checkout = await createShopSandbox(platform.api, 'checkout', environment.id, {
      orders: 'feature/fast-orders',
      'api-gateway': 'main',
    });
    other = await createShopSandbox(platform.api, 'pay', environment.id, {
      payments: 'feature/instant-payments',
      'api-gateway': 'main',
    });
  });

  afterAll(async () => {
    await platform?.stop();
    baseline?.close();
  });

  it('are in sync once all services are deployed, the gateway last', async () => {
    const group = await deployAll(platform.api, checkout.id);
    expect(group.deployments.map(({ service }) => service)).toEqual(['orders', 'api-gateway']);
    await deployAll(platform.api, other.id);

    const set = await untilInSync(platform.api, checkout.id);
    expect(set.revision).toBeGreaterThan(0);
    expect(set.applied).toMatchObject({ revision: set.revision, hash: set.hash });
    expect(routeOf(set, 'orders')).toMatchObject({ from: 'instance', isApplied: true });
    expect(routeOf(set, 'payments')).toMatchObject({ from: 'baseline', target: baseline.url });
  });

  it('lead through the switch by header, subdomain and cookie', async () => {
    const url = `${platform.switchUrl}/orders/orders`;
    const { host } = new URL(platform.switchUrl);
    const subdomain = `checkout.sandbox.test:${host.split(':')[1]}`;

    const ways: Record<string, string>[] = [
      { 'x-sandbox': 'checkout' },
      { host: subdomain },
      { cookie: 'sandbox=checkout' },
    ];
    for (const headers of ways) {
      const { status, json } = await ask(url, headers);
      expect([headers, status, json?.version, json?.sandbox]).toEqual([
        headers,
        200,
        'feature/fast-orders',
        'checkout',
      ]);
    }
    expect((await ask(url)).json).toMatchObject({ from: 'baseline' });

    const visit = await ask(`${platform.switchUrl}/.sandbox/checkout`);
    expect([visit.status, String(visit.headers['set-cookie'])]).toEqual([
      302,
      expect.stringContaining('sandbox=checkout'),
    ]);
    const leave = await ask(`${platform.switchUrl}/.sandbox/`, { cookie: 'sandbox=checkout' });
    expect(String(leave.headers['set-cookie'])).toMatch(/sandbox=;.*(Max-Age=0|1970)/);
  });

  it('never answer from the baseline under a name that nobody has, and say so', async () => {
    const page = await ask(`${platform.switchUrl}/orders/orders`, {
      'x-sandbox': 'nobody',
      accept: 'text/html',
    });
    expect([page.status, page.headers['content-type']]).toEqual([404, expect.stringContaining('text/html')]);
    expect(page.body).toContain('nobody');
    expect(page.body).toContain(platform.api.baseUrl);
    for (const name of ['NOBODY', '../checkout', 'checkout%00', 'a'.repeat(300), 'check out'])
      expect((await ask(`${platform.switchUrl}/orders/orders`, { 'x-sandbox': name })).json?.from).not.toBe(
        'baseline',
      );
  });

  it('change by an override only after a push, which says before what it will change', async () => {
    await override('payments', { kind: 'sandbox', sandboxId: other.id });
    expect((await through('/payments/payments')).json).toMatchObject({ from: 'baseline' });
    await untilRoutes(platform.api, checkout.id, 'are pending', ({ state }) => state === 'pending');

    const preview = await platform.api.get<RoutePreview>(`/sandboxes/${checkout.id}/routes/preview`);
    const payments = await platform.api.instance(other.id, 'payments');
    expect(preview.changes).toEqual([
      { variable: 'payments_url', service: 'payments', from: baseline.url, to: payments.url },
    ]);
    expect(preview.warnings).toEqual([]);

    const deployment = await push(platform.api, checkout.id);
    expect(deployment.kind).toBe('routes');
    expect(deployment.steps.filter(({ outcome }) => outcome === 'skipped').map(({ step }) => step)).toEqual([
      'fetch',
      'checkout',
      'build',
    ]);
    expect((await through('/payments/payments')).json).toMatchObject({
      from: 'sandbox',
      version: 'feature/instant-payments',
    });
  });

  it('fail no request while they are pushed and the gateway is deployed anew', async () => {
    const hammer = new Hammer(`${platform.switchUrl}/payments/payments`, 4, { 'x-sandbox': 'checkout' });
    const direct = new Hammer(
      `${(await platform.api.instance(checkout.id, 'api-gateway')).url}/payments/payments`,
    );
    await override('payments', { kind: 'baseline' });
    await push(platform.api, checkout.id);
    await platform.api.deployWell(checkout.id, 'api-gateway');
    await override('payments', { kind: 'sandbox', sandboxId: other.id });
    await push(platform.api, checkout.id);
    await hammer.stop();
    await direct.stop();

    expect(hammer.requests).toBeGreaterThan(50);
    expect(hammer.failures).toEqual([]);
    expect(direct.failures).toEqual([]);
  });

  it('may lead to any address only by ops, and only to what is allowed', async () => {
    await expect(override('payments', { kind: 'url', url: baseline.url })).rejects.toMatchObject({
      status: 403,
    });
    for (const url of ['http://169.254.169.254/latest', 'http://127.0.0.1:1/', 'file:///etc/passwd'])
      await expect(override('payments', { kind: 'url', url }, ops)).rejects.toThrow(/^4(00|22) /);
    await override('payments', { kind: 'url', url: `${baseline.url}/by-ops` }, ops);
    await push(ops, checkout.id);
    expect((await through('/payments/x')).json).toMatchObject({ from: 'baseline', path: '/by-ops/x' });
  });

  it('are probed from the gateway’s host', async () => {
    const set = await platform.api.post<RouteSetView>(`/sandboxes/${checkout.id}/routes/probe`);
    for (const service of ['orders', 'payments'])
      expect(routeOf(set, service).probe).toMatchObject({ isReachable: true, problem: null });
    await platform.api.post(`/sandboxes/${checkout.id}/services/orders/stop`);
    const down = await platform.api.post<RouteSetView>(`/sandboxes/${checkout.id}/routes/probe`);
    expect(routeOf(down, 'orders').probe).toMatchObject({ isReachable: false });
    await untilRoutes(platform.api, checkout.id, 'warn', ({ warnings }) =>
      warnings.some(({ code, service }) => code === 'target-down' && service === 'orders'),
    );
    await platform.api.post(`/sandboxes/${checkout.id}/services/orders/start`);
  });

  it('are seen to have drifted when somebody changes the gateway by hand, and are pushed again', async () => {
    await replaceByHand(platform, checkout.id, { payments_url: 'http://127.0.0.1:9' });
    const drifted = await untilRoutes(
      platform.api,
      checkout.id,
      'have drifted',
      ({ state }) => state === 'drifted',
    );
    expect(drifted.problem).toContain('payments_url');
    expect(routeOf(drifted, 'payments')).toMatchObject({ applied: 'http://127.0.0.1:9', isApplied: false });

    await push(platform.api, checkout.id);
    expect((await through('/payments/x')).json).toMatchObject({ path: '/by-ops/x' });
  });

  it('can take over what somebody changed by hand', async () => {
    await replaceByHand(platform, checkout.id, { payments_url: `${baseline.url}/by-hand` });
    await untilRoutes(platform.api, checkout.id, 'have drifted', ({ state }) => state === 'drifted');
    await ops.post(`/sandboxes/${checkout.id}/routes/adopt`);
    const set = await untilInSync(platform.api, checkout.id);
    expect(routeOf(set, 'payments')).toMatchObject({
      target: `${baseline.url}/by-hand`,
      override: { kind: 'url', url: `${baseline.url}/by-hand` },
    });
  });

  it('go back to an earlier set', async () => {
    const history = await platform.api.get<RouteSetVersion[]>(`/sandboxes/${checkout.id}/routes/history`);
    const payments = await platform.api.instance(other.id, 'payments');
    const earlier = history.find(({ routes }) => routes['payments_url'] === payments.url);
    const restored = await ops.post<DeploymentView>(
      `/sandboxes/${checkout.id}/routes/history/${earlier!.revision}/restore`,
    );
    await platform.api.waitForState(restored.id, ['succeeded']);
    await untilInSync(platform.api, checkout.id);
    expect((await through('/payments/payments')).json).toMatchObject({ version: 'feature/instant-payments' });
  });

  it('go on serving when nginx refuses its configuration, and say it in nginx’s words', async () => {
    const extra = join(platform.root, 'gateway', 'switch', 'extra');
    await mkdir(extra, { recursive: true });
    await writeFile(join(extra, 'broken.conf'), 'no_such_directive on;\n');
    await override('payments', { kind: 'baseline' });
    const refused = await platform.api.post<DeploymentView>(`/sandboxes/${checkout.id}/routes/push`);
    const { error } = await platform.api.waitForState(refused.id, ['failed']);
    expect(error).toMatchObject({
      code: 'switch-refused',
      message: expect.stringContaining('no_such_directive'),
    });
    const set = await untilRoutes(platform.api, checkout.id, 'failed', ({ state }) => state === 'failed');
    expect(set.problem).toContain('no_such_directive');
    expect((await through('/payments/payments')).json).toMatchObject({ version: 'feature/instant-payments' });

    await rm(join(extra, 'broken.conf'));
    await push(platform.api, checkout.id);
    expect((await through('/payments/payments')).json).toMatchObject({ from: 'baseline' });
  });

  it('fall back to the baseline by themselves when an instance is removed, without one failed request', async () => {
    await override('payments', { kind: 'sandbox', sandboxId: other.id });
    await push(platform.api, checkout.id);
    const hammer = new Hammer(`${platform.switchUrl}/payments/payments`, 4, { 'x-sandbox': 'checkout' });
    await platform.api.request('DELETE', `/sandboxes/${other.id}/services/payments`);
    await until('payments is gone', 30_000, async () => {
      const { services } = await platform.api.get<SandboxView>(`/sandboxes/${other.id}`);
      return services.every(({ name }) => name !== 'payments');
    });
    const set = await untilRoutes(
      platform.api,
      checkout.id,
      'fell back',
      (one) => routeOf(one, 'payments').applied === baseline.url,
    );
    await hammer.stop();
    expect(set.warnings.map(({ code, service }) => `${code} ${service}`)).toEqual(
      expect.arrayContaining([expect.stringMatching(/^(dangling|fell-back) payments$/)]),
    );
    expect((await through('/payments/payments')).json).toMatchObject({ from: 'baseline' });
    expect(hammer.failures).toEqual([]);
  });

  it('survive the agent’s death in the middle of a push', async () => {
    await override('payments', { kind: 'url', url: `${baseline.url}/after` }, ops);
    const { id } = await ops.post<DeploymentView>(`/sandboxes/${checkout.id}/routes/push`);
    await platform.api.waitForState(id, ['starting', 'verifying', 'succeeded']);
    await platform.gateway.stop('SIGKILL');
    expect((await through('/payments/x')).status).toBe(200);
    platform.gateway.start();
    const ended = await platform.api.waitForEnd(id);
    if (ended.state !== 'succeeded') await push(ops, checkout.id);
    await untilInSync(platform.api, checkout.id);
    expect((await through('/payments/x')).json).toMatchObject({ path: '/after/x' });
    await expectInvariants(platform);
  });

  it('lead to a page, not to the baseline, while the sandbox is stopped', async () => {
    await platform.api.post(`/sandboxes/${checkout.id}/stop`);
    await until('the page comes', 20_000, async () => [502, 503].includes((await through('/health')).status));
    const page = await ask(`${platform.switchUrl}/orders/orders`, {
      'x-sandbox': 'checkout',
      accept: 'text/html',
    });
    expect(page.body).toContain('checkout');
    await platform.api.post(`/sandboxes/${checkout.id}/start`);
    await until('it answers again', 30_000, async () => (await through('/orders/orders')).status === 200);
  });

  it('leave nothing of a deleted sandbox at the switch', async () => {
    await platform.api.request('DELETE', `/sandboxes/${checkout.id}`);
    await until('its name is nobody’s', 30_000, async () => (await through('/orders/orders')).status === 404);
    await expectInvariants(platform);
  });
});
