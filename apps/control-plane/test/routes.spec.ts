import {
  type AgentHello,
  type AuditEntry,
  type DeploymentView,
  type Page,
  type RouteMatrix,
  type RouteOverride,
  type RoutePreview,
  type RouteSetState,
  type RouteSetVersion,
  type RouteSetView,
  type RouteUseView,
  type RouteView,
  type SandboxSummary,
} from '@sdp/protocol';
import { HostAddresses } from '../src/routes/overrides/url-check.js';
import { ProbeRounds } from '../src/routes/probing/probe-rounds.js';
import { ControlPlane } from './control-plane.js';
import { aGoodRun, events, refuse } from './fake-agent.js';
import { type FakeBrowser } from './fake-browser.js';
import { MovableClock } from './movable-clock.js';
import { PlayedHost } from './played-host.js';
import { waitUntil } from './wait-until.js';

const BASELINE = { orders_url: 'http://ocp.test/orders', catalog_url: 'http://ocp.test/catalog' };
const ORDERS = 'http://host.test:21000';
const ALLOWED = ['10.1.0.0/16', 'mocks.invalid', 'localhost'];
const MOCK = 'http://10.1.2.3:8080/mock';

describe('Routes', () => {
  let plane: ControlPlane;
  let micro: PlayedHost;
  let gateway: PlayedHost;
  let ada: FakeBrowser;
  let bob: FakeBrowser;
  let olga: FakeBrowser;

  beforeEach(async () => {
    plane = await ControlPlane.start({ config: { routeAllow: ALLOWED } });
    [micro, gateway] = [new PlayedHost(), new PlayedHost()];
    await connect();
  });
  afterEach(() => plane.destroy());

  /** With the containers that are there. */
  const connect = async (known: AgentHello['deployments'] = []) => {
    const hello = { capacity: 4, deployments: known };
    micro.agent = await plane.agent({ hello: { ...hello, instances: micro.instances } });
    gateway.agent = await plane.agent({
      name: 'gateway-1',
      hello: { ...hello, instances: gateway.instances },
    });
    ada = await plane.browser('ada');
    bob = await plane.browser('bob');
    olga = await plane.browser('olga');
  };

  const at = (id: string, path = '') => `/api/sandboxes/${id}/routes${path}`;
  const view = (id: string) => ada.call<RouteSetView>('GET', at(id));
  const preview = (id: string) => ada.call<RoutePreview>('GET', at(id, '/preview'));
  const history = (id: string) => ada.call<RouteSetVersion[]>('GET', at(id, '/history'));
  const push = (id: string, body: object = {}, who = ada) =>
    who.call<DeploymentView>('POST', at(id, '/push'), body);
  const override = (id: string, service: string, target: RouteOverride, who = ada) =>
    who.call<RouteSetView>('PUT', at(id, `/overrides/${service}`), target);
  const add = (id: string, service: string, repository = service) =>
    ada.call('POST', `/api/sandboxes/${id}/services`, { name: service, repository, branch: 'main' });
  const deploy = async (id: string, service: string) => {
    const { id: deploymentId } = await ada.deploy(id, service);
    return (service === 'api-gateway' ? gateway : micro).run(deploymentId);
  };
  const routeOf = (set: RouteSetView, service: string): RouteView =>
    set.routes.find((route) => route.service === service)!;
  const inState = (id: string, state: RouteSetState) =>
    waitUntil(`the routes to be ${state}`, async () => {
      const set = await view(id);
      return set.state === state && set;
    });
  const codes = ({ warnings }: { warnings: RouteSetView['warnings'] }) =>
    warnings.map(({ code, service }) => `${code} ${service}`);
  /** A sandbox whose gateway runs with the baseline. */
  const aSandbox = async (name = 'checkout') => {
    const { id } = await ada.aSandbox(name, BASELINE);
    await add(id, 'api-gateway');
    await deploy(id, 'api-gateway');
    return id;
  };
  const aSandboxWithOrders = async (name = 'checkout') => {
    const { id } = await ada.aSandbox(name, BASELINE);
    await add(id, 'orders');
    await add(id, 'api-gateway');
    await deploy(id, 'orders');
    await deploy(id, 'api-gateway');
    return id;
  };
  /** The deployment that pushes, whoever asked for it. */
  const pushUnderWay = (id: string) =>
    waitUntil('a push', async () => (await view(id)).pushing?.deploymentId ?? null);
  const pushed = async (id: string) => gateway.run(await pushUnderWay(id));
  const isGone = (id: string, service: string) =>
    waitUntil(`${service} to be gone`, async () => {
      const { services } = await ada.call<SandboxSummary>('GET', `/api/sandboxes/${id}`);
      return services.every(({ name }) => name !== service);
    });
  const removalsOf = (service: string) =>
    micro.agent.framesOf('instance:remove').filter((frame) => frame.service === service);
  const fail = (host: PlayedHost, deploymentId: string, error: Parameters<typeof refuse>[0]) =>
    host.agent
      .runFrame(deploymentId)
      .then((frame) =>
        host.agent.report(
          frame,
          events([{ type: 'finished', result: { outcome: 'failed', durationMs: 1, logBytes: 0, error } }]),
        ),
      );

  describe('in their states', () => {
    it('are none before a gateway runs, and in sync once it does', async () => {
      const { id } = await ada.aSandbox('checkout', BASELINE);
      expect(await view(id)).toMatchObject({ state: 'none', revision: 0, applied: null, pushing: null });
      expect(routeOf(await view(id), 'orders')).toMatchObject({
        variable: 'orders_url',
        target: BASELINE.orders_url,
        from: 'baseline',
        applied: null,
        isApplied: false,
      });
      await add(id, 'api-gateway');
      const { variables, routeRevision } = await deploy(id, 'api-gateway');
      expect(variables).toMatchObject(BASELINE);
      expect(routeRevision).toBe(1);

      const set = await inState(id, 'in-sync');
      expect(set).toMatchObject({ revision: 1, applied: { revision: 1, hash: set.hash }, warnings: [] });
      expect(set.routes.every(({ isApplied }) => isApplied)).toBe(true);
      expect(await history(id)).toMatchObject([
        { revision: 1, reason: 'gateway deployed', createdBy: 'ada', state: 'applied', routes: BASELINE },
      ]);
    });

    it('are pending until what was decided is pushed, and while it is', async () => {
      const id = await aSandboxWithOrders();
      const before = await inState(id, 'in-sync');
      expect(routeOf(before, 'orders')).toMatchObject({ target: ORDERS, from: 'instance', isApplied: true });

      const overridden = await override(id, 'orders', { kind: 'baseline' });
      expect(overridden).toMatchObject({ state: 'pending', pushing: null });
      expect(routeOf(overridden, 'orders')).toMatchObject({
        target: BASELINE.orders_url,
        override: { kind: 'baseline' },
        applied: ORDERS,
        isApplied: false,
      });
      const { hash, ...due } = await preview(id);
      expect(due).toEqual({
        revision: before.revision + 1,
        changes: [{ variable: 'orders_url', service: 'orders', from: ORDERS, to: BASELINE.orders_url }],
        warnings: [],
      });

      const deployment = await push(id, { hash });
      expect(deployment).toMatchObject({
        kind: 'routes',
        service: 'api-gateway',
        routeRevision: due.revision,
        requestedBy: 'ada',
      });
      expect(await view(id)).toMatchObject({
        state: 'pending',
        pushing: { deploymentId: deployment.id, revision: due.revision },
      });
      const frame = await gateway.run(deployment.id);
      expect(frame).toMatchObject({
        routeRevision: due.revision,
        variables: { orders_url: BASELINE.orders_url },
      });
      expect(frame.release).toBe(deployment.releaseOf);
      expect(frame.credentials).toBeUndefined();
      expect(await inState(id, 'in-sync')).toMatchObject({ revision: due.revision, hash });
    });

    it('are silent about what was stopped on purpose, and not about what died', async () => {
      const id = await aSandboxWithOrders();
      await micro.set(id, 'orders', 'exited');
      expect(codes(await view(id))).toEqual(['target-down orders']);
      await ada.call('POST', `/api/sandboxes/${id}/stop`);
      expect(codes(await view(id))).toEqual([]);
    });

    it('are failed when a push does not work: the old ones serve, and are shown', async () => {
      const id = await aSandboxWithOrders();
      await override(id, 'orders', { kind: 'baseline' });
      const { id: deploymentId } = await push(id);
      await fail(gateway, deploymentId, {
        code: 'switch-refused',
        message: 'nginx: [emerg] unknown directive "no_such_directive"',
      });

      const set = await inState(id, 'failed');
      expect(set.problem).toContain('no_such_directive');
      expect(routeOf(set, 'orders')).toMatchObject({ applied: ORDERS, isApplied: false });
      expect(await history(id)).toMatchObject([{ state: 'failed' }, { state: 'applied' }]);

      await gateway.run((await push(id)).id);
      expect(await inState(id, 'in-sync')).toMatchObject({ problem: null });
    });

    it('are failed while the switch in front does not work', async () => {
      const id = await aSandbox();
      await gateway.agent.heartbeat({
        switch: { url: 'http://host.test:8080', domain: null, problem: 'nginx: [emerg] bind() failed' },
      });
      expect((await inState(id, 'failed')).problem).toContain('bind() failed');
      await gateway.agent.heartbeat();
      await inState(id, 'in-sync');
    });

    it('are shown in the list of sandboxes and in the matrix, for all of them', async () => {
      const id = await aSandboxWithOrders();
      const { id: plain } = await ada.aSandbox('plain', { catalog_url: 'http://ocp.test/catalog' });
      await override(plain, 'catalog', { kind: 'baseline' });
      const list = await ada.call<SandboxSummary[]>('GET', '/api/sandboxes');
      expect(list.map(({ name, routes }) => [name, routes])).toEqual([
        ['checkout', 'in-sync'],
        ['plain', 'none'],
      ]);
      expect(await bob.call<RouteMatrix>('GET', '/api/routes')).toEqual({
        services: ['catalog', 'orders'],
        rows: [
          {
            sandboxId: id,
            sandboxName: 'checkout',
            state: 'in-sync',
            routes: {
              catalog: { target: BASELINE.catalog_url, from: 'baseline', sandboxName: null, isApplied: true },
              orders: { target: ORDERS, from: 'instance', sandboxName: null, isApplied: true },
            },
          },
          {
            sandboxId: plain,
            sandboxName: 'plain',
            state: 'none',
            routes: {
              catalog: {
                target: BASELINE.catalog_url,
                from: 'baseline',
                sandboxName: null,
                isApplied: false,
              },
            },
          },
        ],
      });
    });

    it('are told to whom it concerns, live', async () => {
      const id = await aSandboxWithOrders();
      const socket = await bob.connect();
      await socket.ask('watch', { topic: `sandbox:${id}` });
      await override(id, 'orders', { kind: 'baseline' });
      const seen = (state: RouteSetState) =>
        waitUntil(`bob to see ${state}`, () =>
          bob.updates.some((update) => update.kind === 'routes' && update.value.state === state),
        );
      await seen('pending');
      await gateway.run((await push(id)).id);
      await seen('in-sync');
    });
  });

  describe('that have drifted', () => {
    let id: string;
    const BY_HAND = 'http://10.1.9.9/by-hand';

    beforeEach(async () => {
      id = await aSandboxWithOrders();
      await gateway.changeByHand(id, 'api-gateway', { orders_url: BY_HAND, catalog_url: null });
    });

    it('are noticed with the next report, with what differs', async () => {
      const set = await view(id);
      expect(set.state).toBe('drifted');
      expect(set.problem).toContain(`orders_url is ${BY_HAND} (given ${ORDERS})`);
      expect(set.problem).toContain('catalog_url is not set');
      expect(routeOf(set, 'orders')).toMatchObject({ applied: BY_HAND, isApplied: false });
      expect(routeOf(set, 'catalog')).toMatchObject({ applied: null, isApplied: false });
    });

    it('may be pushed again', async () => {
      await gateway.run((await push(id)).id);
      expect(routeOf(await inState(id, 'in-sync'), 'orders')).toMatchObject({ applied: ORDERS });
    });

    it('are adopted by ops only, and only as a whole', async () => {
      const { status, body } = await ada.send('POST', at(id, '/adopt'));
      expect([status, body.error.code]).toEqual([403, 'forbidden']);

      const refused = await olga.send('POST', at(id, '/adopt'));
      expect([refused.status, refused.body.error.code]).toEqual([422, 'url-not-allowed']);
      expect(refused.body.error.details).toEqual({ refused: { catalog: expect.any(String) } });
      expect((await view(id)).routes.every((route) => route.override === null)).toBe(true);
    });

    it('become overrides when they are adopted', async () => {
      await gateway.changeByHand(id, 'api-gateway', {
        orders_url: BY_HAND,
        catalog_url: BASELINE.catalog_url,
      });
      const set = await olga.call<RouteSetView>('POST', at(id, '/adopt'));
      expect(set).toMatchObject({ state: 'in-sync', problem: null, applied: { revision: set.revision } });
      expect(routeOf(set, 'orders')).toMatchObject({
        target: BY_HAND,
        override: { kind: 'url', url: BY_HAND },
        isApplied: true,
      });
      expect((await history(id))[0]).toMatchObject({ reason: 'adopted from the gateway', state: 'applied' });
      const again = await olga.send('POST', at(id, '/adopt'));
      expect([again.status, again.body.error.code]).toEqual([409, 'conflict']);
      const { variables } = await deploy(id, 'api-gateway');
      expect(variables).toMatchObject({ orders_url: BY_HAND });
    });

    it('name what may not be adopted', async () => {
      await gateway.changeByHand(id, 'api-gateway', {
        orders_url: 'http://169.254.169.254/latest',
        catalog_url: BASELINE.orders_url,
      });
      const { body } = await olga.send('POST', at(id, '/adopt'));
      expect(Object.keys((body.error.details as { refused: object }).refused)).toEqual(['catalog', 'orders']);
      expect(body.error.message).toContain('169.254.169.254');
    });

    it('are back in line when somebody undoes it', async () => {
      await gateway.changeByHand(id, 'api-gateway', {
        orders_url: ORDERS,
        catalog_url: BASELINE.catalog_url,
      });
      await inState(id, 'in-sync');
    });
  });

  it('are no business of variables that only look like them', async () => {
    const { id } = await ada.aSandbox('checkout', BASELINE);
    const environment = await ada.call<{ id: string }>('POST', '/api/environments', {
      name: 'shop',
      variables: [
        { name: 'hook_url', value: 'https://hooks.test/canary-token', isSecret: true },
        { name: 'mirror_url', value: BASELINE.orders_url, isSecret: true },
        { name: 'payments_url', value: 'http://ocp.test/payments' },
      ],
    });
    await ada.call('PATCH', `/api/sandboxes/${id}`, { environmentId: environment.id });
    await ada.call('PATCH', `/api/sandboxes/${id}`, {
      variables: { ...BASELINE, queue_url: 'amqp://queue.test', billing_url: 'http://u:canary-pw@ocp.test' },
    });
    await add(id, 'api-gateway');
    const { variables, secrets } = await deploy(id, 'api-gateway');
    expect(variables).toMatchObject({
      hook_url: 'https://hooks.test/canary-token',
      queue_url: 'amqp://queue.test',
    });
    expect(secrets).toEqual(['https://hooks.test/canary-token']);

    const set = await inState(id, 'in-sync');
    expect(set.routes.map(({ service }) => service)).toEqual(['catalog', 'orders', 'payments']);
    for (const path of [at(id), at(id, '/preview'), at(id, '/history'), '/api/routes'])
      expect((await olga.send('GET', path)).text).not.toContain('canary');

    // A secret whose service has an instance here is hidden by its route.
    await add(id, 'hook', 'orders');
    await deploy(id, 'hook');
    expect((await pushed(id)).variables).toMatchObject({ hook_url: 'http://host.test:21000' });
    await inState(id, 'in-sync');
    await ada.call('DELETE', `/api/sandboxes/${id}/services/hook`);
    expect((await pushed(id)).variables).toMatchObject({ hook_url: 'https://hooks.test/canary-token' });

    // Forgotten by the environment, but still in the container.
    await ada.call('PATCH', `/api/environments/${environment.id}/variables`, { remove: ['hook_url'] });
    await gateway.observe();
    expect((await ada.send('GET', at(id))).text).not.toContain('canary');
    await inState(id, 'in-sync');
  });

  it('are copied along with their sandbox', async () => {
    const id = await aSandboxWithOrders();
    await override(id, 'orders', { kind: 'baseline' });
    const { sandbox } = await ada.call<{ sandbox: { id: string } }>('POST', `/api/sandboxes/${id}/clone`, {
      name: 'copy',
    });
    expect(routeOf(await view(sandbox.id), 'orders').override).toEqual({ kind: 'baseline' });
  });

  it('leave explicit URLs behind when somebody other than ops makes the copy, and say so', async () => {
    const id = await aSandboxWithOrders();
    await override(id, 'orders', { kind: 'url', url: MOCK }, olga);
    await override(id, 'catalog', { kind: 'baseline' });
    const copyOf = async (who: FakeBrowser, name: string) => {
      const body = await who.call<{ sandbox: { id: string } }>('POST', `/api/sandboxes/${id}/clone`, {
        name,
      });
      return body.sandbox.id;
    };
    const copy = await copyOf(bob, 'copy-of-bob');
    expect(routeOf(await view(copy), 'orders').override).toBeNull();
    expect(routeOf(await view(copy), 'catalog').override).toEqual({ kind: 'baseline' });
    expect((await bob.send('GET', `/api/sandboxes/${copy}/activity`)).text).toMatch(
      /left the explicit address of orders behind/,
    );
    expect(routeOf(await view(await copyOf(olga, 'copy-of-ops')), 'orders').override).toEqual({
      kind: 'url',
      url: MOCK,
    });
  });

  it('are documented', async () => {
    const { text } = await ada.send('GET', '/api/docs/openapi.json');
    const document = JSON.parse(text) as {
      paths: Record<string, object>;
      components: { schemas: Record<string, object> };
    };
    expect(Object.keys(document.paths)).toEqual(
      expect.arrayContaining([
        '/api/routes',
        '/api/sandboxes/{id}/routes',
        '/api/sandboxes/{id}/routes/preview',
        '/api/sandboxes/{id}/routes/push',
        '/api/sandboxes/{id}/routes/adopt',
        '/api/sandboxes/{id}/routes/probe',
        '/api/sandboxes/{id}/routes/uses',
        '/api/sandboxes/{id}/routes/overrides/{service}',
        '/api/sandboxes/{id}/routes/history/{revision}/restore',
      ]),
    );
    expect(Object.keys(document.components.schemas)).toEqual(
      expect.arrayContaining(['RouteSetViewDto', 'SetOverrideDto', 'MatrixCellDto']),
    );
  });

  describe('overridden', () => {
    it('lead to another sandbox, an address, the baseline, or home', async () => {
      const other = await aSandboxWithOrders('pay');
      const id = await aSandbox();
      const set = await override(id, 'orders', { kind: 'sandbox', sandboxId: other });
      expect(routeOf(set, 'orders')).toMatchObject({ target: ORDERS, from: 'sandbox', sandboxName: 'pay' });
      expect(routeOf(await override(id, 'orders', { kind: 'url', url: MOCK }, olga), 'orders')).toMatchObject(
        {
          target: MOCK,
          from: 'url',
        },
      );
      await gateway.run((await push(id)).id);
      expect(routeOf(await inState(id, 'in-sync'), 'orders')).toMatchObject({ applied: MOCK });

      const without = await ada.call<RouteSetView>('DELETE', at(id, '/overrides/orders'));
      expect(routeOf(without, 'orders')).toMatchObject({ override: null, target: BASELINE.orders_url });
    });

    it('by whom they belong to, and by address only by ops', async () => {
      const id = await aSandboxWithOrders();
      const attempts: [string, string, object?][] = [
        ['PUT', at(id, '/overrides/orders'), { kind: 'baseline' }],
        ['DELETE', at(id, '/overrides/orders')],
        ['POST', at(id, '/push'), {}],
        ['POST', at(id, '/history/1/restore')],
      ];
      for (const [method, path, body] of attempts) {
        const { status, body: answer } = await bob.send(method, path, body);
        expect([method, path, status, answer.error.code]).toEqual([method, path, 404, 'not-found']);
      }
      for (const path of ['', '/preview', '/history'])
        expect((await bob.send('GET', at(id, path))).status).toBe(200);

      const { status, body } = await ada.send('PUT', at(id, '/overrides/orders'), { kind: 'url', url: MOCK });
      expect([status, body.error.code]).toEqual([403, 'forbidden']);

      await ada.call('PUT', `/api/sandboxes/${id}/shares`, { users: ['bob'] });
      await override(id, 'orders', { kind: 'baseline' }, bob);
      expect((await push(id, {}, bob)).requestedBy).toBe('bob');
    });

    it.each([
      ['http://169.254.169.254/latest', 422],
      ['http://127.0.0.1:1/', 422],
      ['http://2130706433/', 422],
      ['http://[::ffff:127.0.0.1]/', 422],
      ['http://localhost:8080/', 422],
      ['http://10.2.0.1/', 422],
      ['http://mocks.invalid/', 422],
      ['file:///etc/passwd', 422],
      ['http://10.1.2.3/\r\nX-Evil: 1', 422],
      ['http://u:p@10.1.2.3/', 422],
      [17, 400],
      [['a list'], 400],
    ])('never lead to %j', async (url, status) => {
      const { id } = await ada.aSandbox('checkout', BASELINE);
      const answer = await olga.send('PUT', at(id, '/overrides/orders'), { kind: 'url', url });
      expect([answer.status, answer.body.error.code]).toEqual([
        status,
        status === 400 ? 'invalid-input' : 'url-not-allowed',
      ]);
      expect(routeOf(await view(id), 'orders').override).toBeNull();
    });

    it('make sense, or are refused with the field', async () => {
      const { id } = await ada.aSandbox('checkout', BASELINE);
      const { id: empty } = await ada.aSandbox('empty');
      const unknown = '00000000-0000-4000-8000-000000000000';
      const attempts: [string, object, string][] = [
        ['orders', { kind: 'instance' }, 'kind'],
        ['orders', { kind: 'sandbox', sandboxId: id }, 'sandboxId'],
        ['orders', { kind: 'sandbox', sandboxId: empty }, 'sandboxId'],
        ['orders', { kind: 'sandbox', sandboxId: unknown }, 'sandboxId'],
        ['orders', { kind: 'sandbox' }, 'sandboxId'],
        ['orders', { kind: 'sandbox', sandboxId: 'x' }, 'sandboxId'],
        ['orders', { kind: 'baseline', url: MOCK }, 'url'],
        ['orders', { kind: 'elsewhere' }, 'kind'],
        ['orders', {}, 'kind'],
        ['nobody', { kind: 'baseline' }, 'service'],
        ['api-gateway', { kind: 'baseline' }, 'service'],
      ];
      for (const [service, body, field] of attempts) {
        const { status, body: answer } = await ada.send('PUT', at(id, `/overrides/${service}`), body);
        expect([body, status, answer.error.code]).toEqual([body, 400, 'invalid-input']);
        expect(Object.keys((answer.error.details as { fields: object }).fields)).toContain(field);
      }
      expect((await ada.send('PUT', at(id, '/overrides/NOPE'), { kind: 'baseline' })).status).toBe(404);
    });

    it('by an address have it resolved before each push, since names may lead elsewhere by then', async () => {
      const addresses = jest.spyOn(plane.app.get(HostAddresses), 'of').mockResolvedValue(['10.1.4.4']);
      const url = 'http://mocks.invalid:8080/base';
      const id = await aSandboxWithOrders();
      await override(id, 'catalog', { kind: 'url', url }, olga);
      await gateway.run((await push(id)).id);
      await inState(id, 'in-sync');

      addresses.mockResolvedValue(['10.1.4.4', '169.254.169.254']);
      const { status, body } = await ada.send('POST', at(id, '/push'), {});
      expect([status, body.error.code]).toEqual([422, 'url-not-allowed']);
      expect(body.error.message).toContain('169.254.169.254');
      const { id: deploymentId } = await ada.deploy(id, 'api-gateway');
      const { error } = await ada.deploymentIn(deploymentId, 'failed');
      expect(error?.code).toBe('url-not-allowed');

      // A route that has to go is not held up by another one.
      await ada.call('DELETE', `/api/sandboxes/${id}/services/orders`);
      expect((await pushed(id)).variables).toMatchObject({ ...BASELINE, catalog_url: url });
      await isGone(id, 'orders');
    });

    it('by an address that is not allowed any more fall back, with a warning', async () => {
      const id = await aSandbox();
      await override(id, 'orders', { kind: 'url', url: MOCK }, olga);
      await gateway.run((await push(id)).id);
      await plane.close();
      plane = await ControlPlane.start({ dataDir: plane.dataDir, config: { routeAllow: [] } });
      await connect();
      const due = await preview(id);
      expect(codes(due)).toEqual(['url-not-allowed orders']);
      expect(due.changes).toMatchObject([{ from: MOCK, to: BASELINE.orders_url }]);
    });
  });

  describe('raced', () => {
    it('are not pushed when they changed since the preview', async () => {
      const id = await aSandboxWithOrders();
      const { hash } = await preview(id);
      await override(id, 'orders', { kind: 'baseline' });
      const { status, body } = await ada.send('POST', at(id, '/push'), { hash });
      expect([status, body.error.code]).toEqual([409, 'conflict']);
      expect((await view(id)).pushing).toBeNull();
    });

    it('are those of the newest of two pushes', async () => {
      const id = await aSandboxWithOrders();
      await override(id, 'orders', { kind: 'baseline' });
      const first = await push(id);
      await gateway.agent.runFrame(first.id);
      await ada.call('DELETE', at(id, '/overrides/orders'));
      await override(id, 'catalog', { kind: 'url', url: MOCK }, olga);
      const second = await push(id);
      const cancel = await gateway.agent.cancelFrame(first.id);
      await gateway.agent.report(
        cancel,
        events([
          {
            type: 'finished',
            result: {
              outcome: 'canceled',
              durationMs: 1,
              logBytes: 0,
              error: { code: 'canceled', message: '.' },
            },
          },
        ]),
      );
      await ada.deploymentIn(first.id, 'superseded');
      const { variables } = await gateway.run(second.id);
      expect(variables).toMatchObject({ orders_url: ORDERS, catalog_url: MOCK });
      await inState(id, 'in-sync');
      expect((await history(id)).map(({ state }) => state)).toEqual(['applied', 'replaced', 'replaced']);
    });

    it('wait for a deployment of the gateway, and start what that one brought', async () => {
      const id = await aSandboxWithOrders();
      const deployment = await ada.deploy(id, 'api-gateway');
      await gateway.agent.runFrame(deployment.id);
      await override(id, 'orders', { kind: 'baseline' });
      const { id: pushId } = await push(id);
      expect((await ada.deployment(pushId)).queue?.waitsFor).toContain('api-gateway');

      await gateway.run(deployment.id);
      const frame = await gateway.run(pushId);
      expect(frame).toMatchObject({
        release: deployment.id,
        variables: { orders_url: BASELINE.orders_url },
      });
      expect(frame.epoch).toBeGreaterThan(deployment.epoch);
      await inState(id, 'in-sync');
    });

    it('go along with a deployment of the gateway that waited', async () => {
      const id = await aSandboxWithOrders();
      await leave();
      const deployment = await ada.deploy(id, 'api-gateway');
      await override(id, 'orders', { kind: 'baseline' });
      const { id: pushId } = await push(id);
      await comeBack();

      const ends = await Promise.all([pushId, deployment.id].map((one) => gatewayTakes(one)));
      expect(ends).toContain('succeeded');
      const epochs = gateway.agent.framesOf('deployment:run').map(({ epoch }) => epoch);
      expect(epochs).toEqual([...epochs].sort((a, b) => a - b));
      const set = await inState(id, 'in-sync');
      expect(routeOf(set, 'orders')).toMatchObject({ applied: BASELINE.orders_url });
    });

    it('survive a restart of the control plane in the middle of a push', async () => {
      const id = await aSandboxWithOrders();
      await override(id, 'orders', { kind: 'baseline' });
      const { id: pushId } = await push(id);
      const frame = await gateway.agent.runFrame(pushId);
      plane = await plane.restart();
      await connect([{ deploymentId: pushId, epoch: frame.epoch, finished: false }]);
      expect(await view(id)).toMatchObject({ pushing: { deploymentId: pushId } });
      await gateway.agent.report(frame, aGoodRun());
      gateway.exchange(frame);
      await gateway.observe();
      expect(routeOf(await inState(id, 'in-sync'), 'orders')).toMatchObject({ applied: BASELINE.orders_url });
    });

    it('wait for a gateway that is away, and say so', async () => {
      const id = await aSandboxWithOrders();
      await override(id, 'orders', { kind: 'baseline' });
      await leave();
      const { id: pushId } = await push(id);
      await waitUntil('the push to wait', async () =>
        (await ada.deployment(pushId)).queue?.waitsFor.includes('gateway-1'),
      );
      expect(await view(id)).toMatchObject({ state: 'pending', applied: { revision: 1 } });
      await comeBack();
      await gateway.run(pushId);
      await inState(id, 'in-sync');
    });

    it('need a gateway that was deployed, and is not stopped', async () => {
      const { id } = await ada.aSandbox('checkout', BASELINE);
      const refused = async () => {
        const { status, body } = await ada.send('POST', at(id, '/push'), {});
        expect([status, body.error.code]).toEqual([409, 'conflict']);
        return body.error.message;
      };
      expect(await refused()).toContain('Deploy one');
      await add(id, 'api-gateway');
      expect(await refused()).toContain('Deploy one');
      await deploy(id, 'api-gateway');
      await ada.call('POST', `/api/sandboxes/${id}/services/api-gateway/stop`);
      expect(await refused()).toContain('Start it');
      expect(await history(id)).toHaveLength(1);
    });
  });

  const leave = async () => {
    gateway.agent.close();
    await waitUntil('the agent to be away', async () => {
      const agents = await ada.call<{ name: string; isConnected: boolean }[]>('GET', '/api/agents');
      return agents.some(({ name, isConnected }) => name === 'gateway-1' && !isConnected);
    });
  };
  const comeBack = async () => {
    gateway.agent.hello.instances = gateway.instances;
    await gateway.agent.connect();
  };
  const gatewayTakes = async (deploymentId: string) => {
    const state = await waitUntil(`deployment ${deploymentId} to be sent, or over`, async () => {
      const { state } = await ada.deployment(deploymentId);
      const isSent = gateway.agent
        .framesOf('deployment:run')
        .some((one) => one.deploymentId === deploymentId);
      return state === 'superseded' ? state : isSent && 'sent';
    });
    if (state === 'superseded') return state;
    await gateway.run(deploymentId);
    return (await ada.deploymentIn(deploymentId, 'succeeded', 'failed')).state;
  };

  describe('by themselves', () => {
    it('lead to an instance after its first good deployment, and touch nothing else', async () => {
      const id = await aSandbox();
      await override(id, 'catalog', { kind: 'url', url: MOCK }, olga);
      await add(id, 'orders');
      expect(codes(await view(id))).toEqual(['target-down orders']);
      await deploy(id, 'orders');
      const frame = await pushed(id);
      expect(frame.variables).toMatchObject({ orders_url: ORDERS, catalog_url: BASELINE.catalog_url });
      expect(await view(id)).toMatchObject({ state: 'pending', warnings: [] });
      expect((await history(id))[0]).toMatchObject({ createdBy: 'sdp', reason: 'orders was deployed' });

      // What people decided waits for their push, however often the service is deployed.
      await override(id, 'orders', { kind: 'baseline' });
      await deploy(id, 'orders');
      expect((await view(id)).pushing).toBeNull();
    });

    it('fall back before an instance goes, loudly, and nowhere else', async () => {
      const id = await aSandboxWithOrders();
      await override(id, 'catalog', { kind: 'url', url: MOCK }, olga);
      await ada.call('DELETE', `/api/sandboxes/${id}/services/orders`);
      const deploymentId = await pushUnderWay(id);
      const frame = await gateway.agent.runFrame(deploymentId);
      expect(frame.variables).toMatchObject({ ...BASELINE });
      expect(removalsOf('orders')).toEqual([]);

      await gateway.run(deploymentId);
      await isGone(id, 'orders');
      const set = await view(id);
      expect(codes(set)).toEqual(['fell-back orders']);
      expect(set.state).toBe('pending');
      const activity = await ada.call<Page<AuditEntry>>('GET', `/api/sandboxes/${id}/activity`);
      expect(activity.items.map(({ actor, action }) => `${actor} ${action}`)).toEqual(
        expect.arrayContaining(['sdp route.fell-back', 'sdp route.pushed']),
      );

      await gateway.run((await push(id)).id);
      expect(await inState(id, 'in-sync')).toMatchObject({ warnings: [] });
    });

    it('fall back in sandboxes that use the instance, and come back with it', async () => {
      const other = await aSandboxWithOrders('pay');
      const id = await aSandbox();
      await override(id, 'orders', { kind: 'sandbox', sandboxId: other });
      await gateway.run((await push(id)).id);
      await ada.call('DELETE', `/api/sandboxes/${other}/services/orders`);
      await pushed(other);
      await pushed(id);
      await isGone(other, 'orders');
      const set = await view(id);
      expect(codes(set)).toEqual(['fell-back orders', 'dangling orders']);
      expect(set.warnings[0]?.message).toContain('sandbox pay');
      expect(routeOf(set, 'orders')).toMatchObject({ applied: BASELINE.orders_url, isApplied: true });

      await add(other, 'orders');
      await deploy(other, 'orders');
      await pushed(other);
      expect((await pushed(id)).variables).toMatchObject({ orders_url: ORDERS });
      expect(await inState(id, 'in-sync')).toMatchObject({ warnings: [] });
    });

    it('fall back when the sandbox that they lead to is deleted', async () => {
      const other = await aSandboxWithOrders('pay');
      const id = await aSandbox();
      await override(id, 'orders', { kind: 'sandbox', sandboxId: other });
      await gateway.run((await push(id)).id);
      await ada.call('DELETE', `/api/sandboxes/${other}`);
      await pushed(id);
      await waitUntil('the other to be gone', async () => (await ada.send('GET', at(other))).status === 404);
      const { warnings } = await view(id);
      expect(warnings).toMatchObject([
        { code: 'fell-back', message: expect.stringContaining('Sandbox pay was deleted') },
        { code: 'dangling', message: expect.stringContaining('Sandbox pay has no instance') },
      ]);
    });

    it('that were decided anew, but not pushed, lead where it was decided when what they lead to goes', async () => {
      const other = await aSandboxWithOrders('pay');
      const users = { url: await aSandbox('a-url'), back: await aSandbox('b-back') };
      for (const id of Object.values(users)) {
        await override(id, 'orders', { kind: 'sandbox', sandboxId: other });
        await gateway.run((await push(id)).id);
        await inState(id, 'in-sync');
      }
      await override(users.url, 'orders', { kind: 'url', url: MOCK }, olga);
      await ada.call('DELETE', at(users.back, '/overrides/orders'));
      const uses = await ada.call<RouteUseView[]>('GET', at(other, '/uses'));
      expect(uses.map(({ sandbox, isApplied, fallback }) => [sandbox.name, isApplied, fallback])).toEqual([
        ['a-url', true, MOCK],
        ['b-back', true, BASELINE.orders_url],
        ['pay', true, BASELINE.orders_url],
      ]);

      await ada.call('DELETE', `/api/sandboxes/${other}`);
      for (const id of Object.values(users)) await pushed(id);
      await waitUntil('pay to be gone', async () => (await ada.send('GET', at(other))).status === 404);
      const told = { url: await inState(users.url, 'in-sync'), back: await inState(users.back, 'in-sync') };
      expect(routeOf(told.url, 'orders')).toMatchObject({ applied: MOCK, isApplied: true });
      expect(told.url.warnings[0]?.message).toBe(
        `Sandbox pay was deleted, so the route of orders leads to ${MOCK}, as was decided.`,
      );
      expect(routeOf(told.back, 'orders')).toMatchObject({ applied: BASELINE.orders_url, isApplied: true });
      expect(codes(told.back)).toEqual(['fell-back orders']);
    });

    it('are named before what they lead to goes, with where they lead then', async () => {
      const pay = await aSandboxWithOrders('pay');
      const users = { pushed: await aSandbox('a-pushed'), decided: await aSandbox('b-decided') };
      const { id: bare } = await bob.aSandbox('c-bare', {});
      await override(users.pushed, 'orders', { kind: 'sandbox', sandboxId: pay });
      await gateway.run((await push(users.pushed)).id);
      await override(users.decided, 'orders', { kind: 'sandbox', sandboxId: pay });
      await override(bare, 'orders', { kind: 'sandbox', sandboxId: pay }, bob);
      // One that leads elsewhere by now is none of those.
      const elsewhere = await aSandbox('elsewhere');
      await override(elsewhere, 'orders', { kind: 'sandbox', sandboxId: pay });
      await override(elsewhere, 'orders', { kind: 'baseline' });

      const uses = () => bob.call<RouteUseView[]>('GET', at(pay, '/uses'));
      const named = (await uses()).map(({ sandbox, service, isApplied, fallback }) => [
        `${service} of ${sandbox.name} (${sandbox.owner})`,
        isApplied,
        fallback,
      ]);
      expect(named).toEqual([
        ['orders of a-pushed (ada)', true, BASELINE.orders_url],
        ['orders of b-decided (ada)', false, BASELINE.orders_url],
        ['orders of c-bare (bob)', false, null],
        ['orders of pay (ada)', true, BASELINE.orders_url],
      ]);

      // It is what happens.
      await ada.call('DELETE', `/api/sandboxes/${pay}`);
      expect((await pushed(users.pushed)).variables).toMatchObject({ orders_url: BASELINE.orders_url });
      await waitUntil('pay to be gone', async () => (await ada.send('GET', at(pay))).status === 404);
      expect(codes(await view(users.decided))).toEqual(['dangling orders']);
      expect(codes(await view(bare))).toEqual(['dangling orders', 'no-target orders']);
      expect((await ada.send('GET', at(pay, '/uses'))).status).toBe(404);
    });

    const startWithClock = async () => {
      await plane.destroy();
      const clock = new MovableClock();
      plane = await ControlPlane.start({ clock });
      [micro, gateway] = [new PlayedHost(), new PlayedHost()];
      await connect();
      return clock;
    };
    /** The gateway's agent is given up; the other one is there. */
    const passLease = async (clock: MovableClock) => {
      clock.pass(20_000);
      await micro.agent.heartbeat();
      clock.pass(20_000);
      await micro.agent.heartbeat();
    };

    it('do not hold up a removal when the gateway is away or refuses', async () => {
      const clock = await startWithClock();
      const id = await aSandboxWithOrders();
      await ada.call('DELETE', `/api/sandboxes/${id}/services/orders`);
      await fail(gateway, await pushUnderWay(id), {
        code: 'never-healthy',
        message: 'It never got healthy.',
      });
      await isGone(id, 'orders');
      expect(await view(id)).toMatchObject({ state: 'failed' });

      await add(id, 'catalog');
      await deploy(id, 'catalog');
      await pushed(id);
      await leave();
      await ada.call('DELETE', `/api/sandboxes/${id}/services/catalog`);
      await passLease(clock);
      await isGone(id, 'catalog');
      expect(codes(await view(id))).toContain('fell-back catalog');
    });

    it('do not hold up a removal for ever when the gateway says nothing', async () => {
      const clock = await startWithClock();
      const id = await aSandboxWithOrders();
      await ada.call('DELETE', `/api/sandboxes/${id}/services/orders`);
      const frame = await gateway.agent.runFrame(await pushUnderWay(id));
      await gateway.agent.report(frame, events([{ type: 'step-started', step: 'preflight' }]));
      expect(removalsOf('orders')).toEqual([]);
      clock.pass(61_000);
      await Promise.all([micro, gateway].map(({ agent }) => agent.heartbeat()));
      await gateway.agent.report(frame, events([{ type: 'step-started', step: 'start' }], 2));
      await isGone(id, 'orders');
    });

    it('hold up a removal while the gateway is expected back, which no reconnect gets around', async () => {
      const id = await aSandboxWithOrders();
      await leave();
      await ada.call('DELETE', `/api/sandboxes/${id}/services/orders`);
      const waiting = await pushUnderWay(id);
      micro.agent.close();
      await micro.agent.connect();
      const { instances } = micro.agent.framesOf('reconcile').at(-1)!;
      expect(instances.map(({ service, desired }) => [service, desired])).toEqual([['orders', 'running']]);
      await comeBack();
      await gateway.agent.runFrame(waiting);
      expect(removalsOf('orders')).toEqual([]);
      await gateway.run(waiting);
      await isGone(id, 'orders');
    });

    it('are told to a gateway that was away meanwhile', async () => {
      const clock = await startWithClock();
      const id = await aSandboxWithOrders();
      await leave();
      await ada.call('DELETE', `/api/sandboxes/${id}/services/orders`);
      await passLease(clock);
      await isGone(id, 'orders');
      const waiting = await pushUnderWay(id);
      await ada.call('POST', `/api/deployments/${waiting}/cancel`);
      await comeBack();
      expect((await pushed(id)).variables).toMatchObject(BASELINE);
      await inState(id, 'in-sync');
    });

    it('are replaced in a push that is under way when the instance is removed', async () => {
      const id = await aSandboxWithOrders();
      await override(id, 'catalog', { kind: 'url', url: MOCK }, olga);
      const { id: pushId } = await push(id);
      const frame = await gateway.agent.runFrame(pushId);
      expect(frame.variables).toMatchObject({ orders_url: ORDERS });
      await ada.call('DELETE', `/api/sandboxes/${id}/services/orders`);
      await gateway.agent.cancelFrame(pushId);
      await gateway.run(pushId);
      const next = await pushed(id);
      expect(next.variables).toMatchObject({ orders_url: BASELINE.orders_url, catalog_url: MOCK });
      await isGone(id, 'orders');
      await inState(id, 'in-sync');
    });
  });

  describe('restored', () => {
    it('lead where they led, by overrides where nothing else does', async () => {
      const other = await aSandboxWithOrders('pay');
      const id = await aSandbox();
      await override(id, 'orders', { kind: 'sandbox', sandboxId: other });
      await override(id, 'catalog', { kind: 'url', url: MOCK }, olga);
      const { id: pushId, routeRevision } = await push(id);
      await gateway.run(pushId);
      for (const service of ['orders', 'catalog']) await ada.call('DELETE', at(id, `/overrides/${service}`));
      await gateway.run((await push(id)).id);

      const restore = (who: FakeBrowser, revision = routeRevision) =>
        who.send<DeploymentView>('POST', at(id, `/history/${revision}/restore`));
      const refused = await ada.send('POST', at(id, `/history/${routeRevision}/restore`));
      expect(refused.body.error.details).toEqual({
        refused: { catalog: expect.stringContaining('Only ops') },
      });
      expect(routeOf(await view(id), 'orders').override).toBeNull();

      const { status, body } = await restore(olga);
      expect([status, body.kind]).toEqual([201, 'routes']);
      const { variables } = await gateway.run(body.id);
      expect(variables).toMatchObject({ orders_url: ORDERS, catalog_url: MOCK });
      const set = await inState(id, 'in-sync');
      expect(routeOf(set, 'orders').override).toEqual({ kind: 'sandbox', sandboxId: other });
      expect(routeOf(set, 'catalog').override).toEqual({ kind: 'url', url: MOCK });
      expect((await history(id))[0]).toMatchObject({ reason: `restored revision ${routeRevision}` });
      for (const revision of ['0', '99', '-1', 'x'])
        expect((await olga.send('POST', at(id, `/history/${revision}/restore`))).status).toBe(404);
    });
  });

  describe('probed', () => {
    it('show what answers from the gateway host, on request', async () => {
      const id = await aSandboxWithOrders();
      gateway.agent.answers['routes:probe'] = ({ targets }) =>
        targets.map((target) => ({
          isReachable: target === ORDERS,
          status: target === ORDERS ? 404 : null,
          timeMs: 12,
          problem: target === ORDERS ? null : 'connect ECONNREFUSED',
          at: '2000-01-01T00:00:00.000Z',
        }));
      const set = await bob.call<RouteSetView>('POST', at(id, '/probe'));
      expect(routeOf(set, 'orders').probe).toMatchObject({ isReachable: true, status: 404, timeMs: 12 });
      expect(routeOf(set, 'catalog').probe).toMatchObject({
        isReachable: false,
        problem: 'connect ECONNREFUSED',
      });
      expect(codes(set)).toEqual(['target-down catalog']);
    });

    it('are vouched for where the platform or ops chose the address, and not where anybody wrote it', async () => {
      const id = await aSandboxWithOrders();
      const metadata = 'http://169.254.169.254/latest/meta-data';
      await ada.call('PATCH', `/api/sandboxes/${id}`, { variables: { ...BASELINE, prices_url: metadata } });
      await override(id, 'catalog', { kind: 'url', url: MOCK }, olga);
      gateway.agent.answers['routes:probe'] = ({ targets }) =>
        targets.map(() => ({ isReachable: true, status: 200, timeMs: 3, problem: null, at: '' }));
      await ada.call('POST', at(id, '/probe'));
      const frame = gateway.agent.framesOf('routes:probe').at(-1)!;
      expect(frame.targets).toEqual(expect.arrayContaining([metadata, ORDERS, MOCK]));
      expect([...(frame.trusted ?? [])].sort()).toEqual([MOCK, ORDERS].sort());
    });

    it('by themselves while somebody looks at them', async () => {
      const id = await aSandbox();
      await aSandbox('unwatched');
      gateway.agent.answers['routes:probe'] = ({ targets }) =>
        targets.map(() => ({ isReachable: true, status: 200, timeMs: 3, problem: null, at: '' }));
      const rounds = plane.app.get(ProbeRounds);
      await rounds.run();
      const before = gateway.agent.framesOf('routes:probe').length;
      await rounds.run();
      expect(gateway.agent.framesOf('routes:probe').length).toBe(before);

      await (await ada.connect()).ask('watch', { topic: `sandbox:${id}` });
      await rounds.run();
      expect(gateway.agent.framesOf('routes:probe').length).toBe(before + 1);
      await waitUntil('ada to see it', () =>
        ada.updates.some(
          (update) => update.kind === 'routes' && routeOf(update.value, 'orders').probe?.timeMs === 3,
        ),
      );
    });

    it('one round at a time, however many ask', async () => {
      const id = await aSandbox();
      let running = 0;
      let most = 0;
      gateway.agent.answers['routes:probe'] = async ({ targets }) => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        return targets.map(() => ({ isReachable: true, status: 200, timeMs: 1, problem: null, at: '' }));
      };
      await Promise.all(Array.from({ length: 5 }, () => ada.call('POST', at(id, '/probe'))));
      expect(most).toBe(1);
    });

    it('say why they cannot be', async () => {
      const { id } = await ada.aSandbox('checkout', BASELINE);
      expect((await ada.send('POST', at(id, '/probe'))).body.error.code).toBe('conflict');
      await add(id, 'api-gateway');
      gateway.agent.answers['routes:probe'] = () => [{ nonsense: true }] as never;
      expect((await ada.send('POST', at(id, '/probe'))).body.error.code).toBe('platform-failure');
      gateway.agent.close();
      await waitUntil(
        'the agent to be away',
        async () => (await ada.send('POST', at(id, '/probe'))).body.error.code === 'agent-unreachable',
      );
    });
  });

  describe('at the switch', () => {
    const told = () => gateway.agent.framesOf('switch:set').at(-1)?.sandboxes;
    const isTold = (expected: { name: string; hostPort: number | null }[]) =>
      waitUntil(
        `the switch to know ${JSON.stringify(expected)}`,
        () => JSON.stringify(told()) === JSON.stringify(expected),
      );

    it('are known by name, whatever happens to the sandboxes', async () => {
      await isTold([]);
      const { id } = await ada.aSandbox();
      await isTold([{ name: 'checkout', hostPort: null }]);
      expect((await ada.call<{ address: unknown }>('GET', `/api/sandboxes/${id}`)).address).toBeNull();
      await add(id, 'api-gateway');
      await isTold([{ name: 'checkout', hostPort: 22000 }]);
      expect((await ada.call<{ address: unknown }>('GET', `/api/sandboxes/${id}`)).address).toEqual({
        switchUrl: 'http://host.test:8080',
        url: 'http://checkout.sandbox.test:8080',
        header: { name: 'X-Sandbox', value: 'checkout' },
        cookieUrl: 'http://host.test:8080/.sandbox/checkout',
      });
      await ada.call('PATCH', `/api/sandboxes/${id}`, { name: 'till' });
      await isTold([{ name: 'till', hostPort: 22000 }]);
      await ada.call('DELETE', `/api/sandboxes/${id}`);
      await isTold([]);
      expect(micro.agent.framesOf('switch:set')).toEqual([]);
    });

    it('are told again after every hello', async () => {
      await ada.aSandbox();
      await isTold([{ name: 'checkout', hostPort: null }]);
      const before = gateway.agent.framesOf('switch:set').length;
      gateway.agent.close();
      await gateway.agent.connect();
      await waitUntil('the table again', () => gateway.agent.framesOf('switch:set').length > before);
      await isTold([{ name: 'checkout', hostPort: null }]);
    });

    it('are shown to fail when it refuses, and told again until it does not', async () => {
      const id = await aSandbox();
      gateway.agent.answers['switch:set'] = () =>
        refuse({ code: 'switch-refused', message: 'nginx: [emerg] unexpected "}"' });
      await ada.aSandbox('another');
      expect((await inState(id, 'failed')).problem).toContain('unexpected "}"');
      const agents = await olga.call<{ name: string; switch: { problem: string } | null }[]>(
        'GET',
        '/api/agents',
      );
      expect(agents.find(({ name }) => name === 'gateway-1')?.switch?.problem).toContain('unexpected "}"');

      delete gateway.agent.answers['switch:set'];
      await ada.aSandbox('third');
      await inState(id, 'in-sync');
    });

    it('are told one table after the other, never two at once', async () => {
      let running = 0;
      let most = 0;
      gateway.agent.answers['switch:set'] = async () => {
        most = Math.max(most, ++running);
        await new Promise((resolve) => setImmediate(resolve));
        running -= 1;
        return null;
      };
      const names = Array.from({ length: 12 }, (_, index) => `box-${String.fromCharCode(97 + index)}`);
      await Promise.all(names.map((name) => ada.aSandbox(name)));
      await isTold(names.map((name) => ({ name, hostPort: null })));
      expect(most).toBe(1);
    });
  });
});
