import { type DeploymentGroupView, type DeploymentState, type SandboxView } from '@sdp/protocol';
import { ControlPlane } from './control-plane.js';
import { aGoodRun, events, type FakeAgent } from './fake-agent.js';
import { type FakeBrowser } from './fake-browser.js';
import { waitUntil } from './wait-until.js';

const FAILED = {
  outcome: 'failed' as const,
  durationMs: 5,
  logBytes: 0,
  error: { code: 'build-failed' as const, message: 'main.go:3: undefined: x', blame: 'app' as const },
};
const CANCELED = {
  ...FAILED,
  outcome: 'canceled' as const,
  error: { code: 'canceled' as const, message: '.' },
};

describe('Deploying several services', () => {
  let plane: ControlPlane;
  let micro: FakeAgent;
  let gateway: FakeAgent;
  let ada: FakeBrowser;
  let id: string;

  beforeEach(async () => {
    plane = await ControlPlane.start();
    await connectAgents();
    ada = await plane.browser();
    ({ id } = await ada.aSandbox());
    await ada.call('POST', `/api/sandboxes/${id}/services`, { repository: 'api-gateway', branch: 'main' });
    await add('users');
    await add('catalog', 'users');
    await add('orders', 'catalog', 'users');
    await add('cart');
  });
  afterEach(() => plane.destroy());

  const connectAgents = async () => {
    micro = await plane.agent({ hello: { capacity: 4 } });
    gateway = await plane.agent({ name: 'gateway-1' });
  };
  const add = (name: string, ...dependsOn: string[]) =>
    ada.call('POST', `/api/sandboxes/${id}/services`, {
      name,
      repository: 'orders',
      branch: 'main',
      dependsOn,
    });
  const deployAll = (browser = ada, body: object = {}) =>
    browser.call<DeploymentGroupView>('POST', `/api/sandboxes/${id}/deployments`, body);
  const group = (groupId: string) =>
    ada.call<DeploymentGroupView>('GET', `/api/deployment-groups/${groupId}`);
  const states = async (groupId: string) =>
    Object.fromEntries(
      (await group(groupId)).deployments.map(({ service, state }): [string, DeploymentState] => [
        service,
        state,
      ]),
    );
  const memberOf = ({ deployments }: DeploymentGroupView, service: string) =>
    deployments.find((one) => one.service === service)!.id;
  const agentOf = (service: string) => (service === 'api-gateway' ? gateway : micro);
  const end = async (
    started: DeploymentGroupView,
    service: string,
    result?: typeof FAILED | typeof CANCELED,
  ) => {
    const agent = agentOf(service);
    const frame = await agent.runFrame(memberOf(started, service));
    await agent.report(frame, result ? events([{ type: 'finished', result }]) : aGoodRun());
  };
  const running = () =>
    [...micro.framesOf('deployment:run'), ...gateway.framesOf('deployment:run')].map(
      ({ service }) => service,
    );

  it('goes in the order of their dependencies, beside each other where they can, the gateway last', async () => {
    const started = await deployAll();
    expect(started).toMatchObject({ state: 'running', total: 5, succeeded: 0, requestedBy: 'ada' });
    expect(started.deployments.map(({ service, dependsOn }) => [service, dependsOn])).toEqual([
      ['cart', []],
      ['users', []],
      ['catalog', ['users']],
      ['orders', ['catalog', 'users']],
      ['api-gateway', []],
    ]);
    await waitUntil('the first two', () => running().length === 2);
    expect(running().sort()).toEqual(['cart', 'users']);
    const orders = await ada.deployment(memberOf(started, 'orders'));
    expect(orders.queue?.waitsFor).toBe('catalog and users, which go first');
    expect(orders.groupId).toBe(started.id);

    await end(started, 'users');
    await micro.runFrame(memberOf(started, 'catalog'));
    expect(running()).not.toContain('orders');
    await end(started, 'catalog');
    await end(started, 'orders');
    expect((await ada.deployment(memberOf(started, 'api-gateway'))).queue?.waitsFor).toBe(
      'cart, which goes first',
    );
    await end(started, 'cart');
    await end(started, 'api-gateway');
    const over = await group(started.id);
    expect(over).toMatchObject({ state: 'succeeded', succeeded: 5, finishedAt: expect.any(String) });
  });

  it('ends the dependents of one that failed, and tells each why', async () => {
    const started = await deployAll();
    await end(started, 'users', FAILED);
    expect(await states(started.id)).toMatchObject({
      users: 'failed',
      catalog: 'canceled',
      orders: 'canceled',
    });
    const catalog = await ada.deployment(memberOf(started, 'catalog'));
    expect(catalog.error).toMatchObject({ code: 'dependency-failed', details: { dependency: 'users' } });
    expect(catalog.error?.message).toContain('catalog depends on users, whose deployment is failed');
    expect((await group(started.id)).state).toBe('running');

    await end(started, 'cart');
    await end(started, 'api-gateway');
    expect(await group(started.id)).toMatchObject({ state: 'failed', succeeded: 2 });
  });

  it('takes a member that was superseded for one that did not succeed', async () => {
    const started = await deployAll();
    const frame = await micro.runFrame(memberOf(started, 'users'));
    const { id: newer } = await ada.deploy(id, 'users');
    await micro.cancelFrame(frame.deploymentId);
    await micro.report(frame, events([{ type: 'finished', result: CANCELED }]));
    await micro.runFrame(newer);
    expect(await states(started.id)).toMatchObject({ users: 'superseded', catalog: 'canceled' });
  });

  it('can be some of them, with what lies between left out', async () => {
    const started = await deployAll(ada, { services: ['orders', 'users'] });
    expect(started.deployments.map(({ service, dependsOn }) => [service, dependsOn])).toEqual([
      ['users', []],
      ['orders', ['users']],
    ]);
    const { status, body } = await ada.send('POST', `/api/sandboxes/${id}/deployments`, {
      services: ['nope'],
    });
    expect([status, body.error.code]).toEqual([400, 'invalid-input']);
    expect(body.error.message).toContain('nope');
    const { id: empty } = await ada.aSandbox('empty');
    expect((await ada.send('POST', `/api/sandboxes/${empty}/deployments`, {})).status).toBe(409);
  });

  it('is canceled as a whole', async () => {
    const started = await deployAll();
    const cart = await micro.runFrame(memberOf(started, 'cart'));
    const users = await micro.runFrame(memberOf(started, 'users'));
    const canceled = await ada.call<DeploymentGroupView>(
      'POST',
      `/api/deployment-groups/${started.id}/cancel`,
    );
    expect(canceled.state).toBe('running');
    expect(await states(started.id)).toMatchObject({ catalog: 'canceled', 'api-gateway': 'canceled' });
    expect((await ada.deployment(memberOf(started, 'orders'))).error?.code).toBe('canceled');
    for (const frame of [cart, users]) {
      await micro.cancelFrame(frame.deploymentId);
      await micro.report(frame, events([{ type: 'finished', result: CANCELED }]));
    }
    expect(await group(started.id)).toMatchObject({ state: 'canceled', succeeded: 0 });
    const again = await ada.send('POST', `/api/deployment-groups/${started.id}/cancel`);
    expect([again.status, again.body.error.code]).toEqual([409, 'conflict']);
  });

  it('gives way to a newer one of all of them, each asked for at once', async () => {
    micro.answers['deployment:cancel'] = async ({ deploymentId, epoch }) => {
      await micro.report({ deploymentId, epoch }, events([{ type: 'finished', result: CANCELED }]));
      return null;
    };
    const both = await Promise.all([deployAll(), deployAll()]);
    const ends = await waitUntil('one of them to be over', async () => {
      const now = await Promise.all(both.map((one) => group(one.id)));
      return now.some(({ state }) => state !== 'running') && now;
    });
    const newest = ends.find(({ state }) => state === 'running')!;
    const older = ends.find(({ state }) => state !== 'running')!;
    expect(older.state).toBe('failed');
    expect(new Set(older.deployments.map(({ state }) => state))).toEqual(new Set(['superseded']));
    for (const service of ['users', 'catalog', 'orders', 'cart', 'api-gateway']) await end(newest, service);
    expect((await group(newest.id)).state).toBe('succeeded');
  });

  it('goes on after a restart of the control plane, in the same order', async () => {
    const started = await deployAll();
    const users = await micro.runFrame(memberOf(started, 'users'));
    const cart = await micro.runFrame(memberOf(started, 'cart'));
    const { cookie } = ada;
    plane = await plane.restart();
    const known = [users, cart].map(({ deploymentId, epoch }) => ({ deploymentId, epoch, finished: false }));
    micro = await plane.agent({ hello: { capacity: 4, deployments: known } });
    gateway = await plane.agent({ name: 'gateway-1' });
    ada = plane.visitor();
    ada.cookie = cookie;
    await ada.call('GET', '/api/session');

    expect(await states(started.id)).toMatchObject({ catalog: 'queued', orders: 'queued' });
    await micro.report(cart, aGoodRun());
    await micro.report(users, aGoodRun());
    for (const service of ['catalog', 'orders', 'api-gateway']) await end(started, service);
    expect(await group(started.id)).toMatchObject({ state: 'succeeded', succeeded: 5 });
  });

  it('is told to everybody who watches it, with every step forward', async () => {
    const started = await deployAll();
    const bob = await plane.browser('bob');
    const socket = await bob.connect();
    await socket.ask('watch', { topic: `group:${started.id}` });
    await end(started, 'users');
    await waitUntil('the news', () =>
      bob.updates.some(
        (update) => update.kind === 'group' && update.value.id === started.id && update.value.succeeded === 1,
      ),
    );
  });

  it('is for those who may use the sandbox', async () => {
    const bob = await plane.browser('bob');
    const started = await deployAll();
    const request = () => bob.send('POST', `/api/sandboxes/${id}/deployments`, {});
    expect((await request()).status).toBe(404);
    expect((await bob.send('POST', `/api/deployment-groups/${started.id}/cancel`)).status).toBe(404);
    expect((await bob.send('GET', `/api/deployment-groups/${started.id}`)).status).toBe(200);
    await ada.call('PUT', `/api/sandboxes/${id}/shares`, { users: ['bob'] });
    expect((await request()).status).toBe(201);
  });

  describe('dependencies', () => {
    const path = (service: string) => `/api/sandboxes/${id}/services/${service}`;

    it('may not go round in a circle, nor lead to what is not there', async () => {
      const circle = await ada.send('PATCH', path('users'), { dependsOn: ['orders'] });
      expect([circle.status, circle.body.error.code]).toEqual([400, 'invalid-input']);
      expect(circle.body.error.message).toContain('catalog → users → orders → catalog');
      expect(circle.body.error.details).toMatchObject({ fields: { dependsOn: expect.any(String) } });

      const unknown = await ada.send('PATCH', path('users'), { dependsOn: ['payments'] });
      expect([unknown.status, unknown.body.error.message]).toEqual([
        400,
        expect.stringContaining('payments'),
      ]);
      expect((await ada.send('PATCH', path('users'), { dependsOn: ['users'] })).status).toBe(400);
    });

    it('are taken back with the service that is removed', async () => {
      await ada.call('DELETE', path('users'));
      const { services } = await ada.call<SandboxView>('GET', `/api/sandboxes/${id}`);
      const left = services.filter(({ desired }) => desired !== 'removed');
      expect(Object.fromEntries(left.map(({ name, dependsOn }) => [name, dependsOn]))).toMatchObject({
        catalog: [],
        orders: ['catalog'],
      });
    });
  });
});
