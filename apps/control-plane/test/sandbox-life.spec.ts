import {
  type AuditEntry,
  type ClonedSandbox,
  type DeploymentGroupView,
  type DeploymentView,
  type Page,
  type QueueView,
  type RouteSetView,
  type SandboxSummary,
  type SandboxView,
} from '@sdp/protocol';
import { DeploymentDeadlines } from '../src/deployments/delivery/deployment-deadlines.js';
import { SandboxExpiry } from '../src/sandboxes/life/sandbox-expiry.js';
import { SandboxHoldsService } from '../src/sandboxes/life/sandbox-holds.service.js';
import { ControlPlane } from './control-plane.js';
import { deployed } from './deployed.js';
import { aGoodRun, events, type FakeAgent, refuse } from './fake-agent.js';
import { type FakeBrowser } from './fake-browser.js';
import { HOUR_MS, MovableClock } from './movable-clock.js';
import { waitUntil } from './wait-until.js';

describe('The life of a sandbox', () => {
  let plane: ControlPlane;
  let agent: FakeAgent;
  let ada: FakeBrowser;
  let olga: FakeBrowser;
  let clock: MovableClock;

  beforeEach(async () => {
    clock = new MovableClock();
    // Sessions outlive whatever time passes here.
    plane = await ControlPlane.start({ clock, config: { sessionHours: 1_000, leaseMs: 3_000 * HOUR_MS } });
    agent = await plane.agent();
    ada = await plane.browser();
    olga = await plane.browser('olga');
  });
  afterEach(() => plane.destroy());

  const path = (id: string) => `/api/sandboxes/${id}`;
  const view = (id: string, browser = ada) => browser.call<SandboxView>('GET', path(id));
  const refused = async (browser: FakeBrowser, method: string, url: string, body?: object) => {
    const answer = await browser.send(method, url, body);
    return [answer.status, answer.body?.error.code];
  };
  const isGone = (id: string) =>
    waitUntil('the sandbox to be gone', async () => (await ada.send('GET', path(id))).status === 404);
  const entries = async (action: string) =>
    (await olga.call<Page<AuditEntry>>('GET', `/api/audit?action=${action}`)).items;
  const inHours = (hours: number) => new Date(clock.now().getTime() + hours * HOUR_MS).toISOString();

  describe('what it is called by', () => {
    it('is its labels, its description and its environment', async () => {
      const environment = await ada.call<{ id: string }>('POST', '/api/environments', { name: 'test' });
      const { id } = await ada.call<SandboxView>('POST', '/api/sandboxes', {
        name: 'checkout',
        description: 'Discounts',
        labels: { team: 'shop', 'ticket/jira': 'SHOP-1' },
        environmentId: environment.id,
      });
      expect(await view(id)).toMatchObject({
        labels: { team: 'shop', 'ticket/jira': 'SHOP-1' },
        environment: { id: environment.id, name: 'test' },
        rights: { mayUse: true, mayEdit: true, mayOwn: true },
        expiry: 'fine',
        routes: 'none',
      });
      const changed = { labels: {}, environmentId: null, description: '' };
      expect(await ada.call('PATCH', path(id), changed)).toMatchObject({
        labels: {},
        description: '',
        environment: null,
      });
    });

    it('is checked', async () => {
      for (const body of [
        { labels: { 'no spaces': 'x' } },
        { labels: { a: '' } },
        { labels: ['a'] },
        { environmentId: 'x' },
        { ttlHours: 0 },
        { ttlHours: 1.5 },
        { ttlHours: 100_000 },
      ])
        expect([
          body,
          ...(await refused(ada, 'POST', '/api/sandboxes', { name: 'checkout', ...body })),
        ]).toEqual([body, 400, 'invalid-input']);
      const environmentId = '00000000-0000-4000-8000-000000000000';
      expect(await refused(ada, 'POST', '/api/sandboxes', { name: 'checkout', environmentId })).toEqual([
        404,
        'not-found',
      ]);
    });
  });

  describe('sharing', () => {
    it('lets named people use and edit it, QA use it, and nobody own it', async () => {
      const { id } = await ada.aSandboxWith({ repository: 'orders' });
      const bob = await plane.browser('bob');
      const quinn = await plane.browser('quinn');
      await olga.call('PATCH', '/api/users/quinn', { role: 'qa' });
      await ada.call('PUT', `${path(id)}/shares`, { users: ['bob', 'quinn', 'bob', 'ada'] });
      expect((await view(id)).sharedWith).toEqual(['bob', 'quinn']);
      expect((await view(id, bob)).rights).toEqual({ mayUse: true, mayEdit: true, mayOwn: false });
      expect((await view(id, quinn)).rights).toEqual({ mayUse: true, mayEdit: false, mayOwn: false });
      expect((await view(id, olga)).rights).toEqual({ mayUse: true, mayEdit: true, mayOwn: true });

      expect((await bob.deploy(id, 'orders')).isMine).toBe(true);
      expect((await quinn.deploy(id, 'orders')).isMine).toBe(true);
      await bob.call('PATCH', path(id), { description: 'by bob' });
      expect(await refused(quinn, 'PATCH', path(id), { description: 'by quinn' })).toEqual([
        404,
        'not-found',
      ]);
      for (const person of [bob, quinn]) {
        expect(await refused(person, 'PATCH', path(id), { name: 'mine' })).toEqual([404, 'not-found']);
        expect(await refused(person, 'DELETE', path(id))).toEqual([404, 'not-found']);
        expect(await refused(person, 'PUT', `${path(id)}/shares`, { users: ['*'] })).toEqual([
          404,
          'not-found',
        ]);
      }
      await olga.call('PATCH', path(id), { name: 'by-ops' });
    });

    it('with everyone, and taken back', async () => {
      const { id } = await ada.aSandbox();
      const bob = await plane.browser('bob');
      await ada.call('PUT', `${path(id)}/shares`, { users: ['*'] });
      expect((await view(id, bob)).isMine).toBe(true);
      await ada.call('PUT', `${path(id)}/shares`, { users: [] });
      expect((await view(id, bob)).isMine).toBe(false);
      expect(await refused(ada, 'PUT', `${path(id)}/shares`, { users: ['no one'] })).toEqual([
        400,
        'invalid-input',
      ]);
    });
  });

  describe('expiry', () => {
    const expire = () => plane.app.get(SandboxExpiry).enforce();

    it('warns once, and deletes what nobody extended', async () => {
      const { id } = await ada.aSandboxWith({ repository: 'orders' });
      const bob = await plane.browser('bob');
      await (await bob.connect()).ask('watch', { topic: 'sandboxes' });
      await expire();
      expect((await view(id)).expiry).toBe('fine');

      clock.pass(145 * HOUR_MS);
      await expire();
      await expire();
      expect((await view(id)).expiry).toBe('soon');
      await waitUntil('bob to see it', () =>
        bob.updates.some((update) => update.kind === 'sandbox' && update.value.expiry === 'soon'),
      );
      expect(await entries('sandbox.expires-soon')).toMatchObject([{ actor: 'sdp', subject: 'checkout' }]);

      clock.pass(24 * HOUR_MS);
      await expire();
      await isGone(id);
      expect(agent.framesOf('instance:remove')).toHaveLength(1);
      expect(await entries('sandbox.deleted')).toMatchObject([
        { actor: 'sdp', from: null, summary: 'deleted the sandbox: its time was over' },
      ]);
    });

    it('says that it is over while an agent is away', async () => {
      const { id } = await ada.aSandboxWith({ repository: 'orders' });
      agent.close();
      clock.pass(145 * HOUR_MS);
      await expire();
      clock.pass(24 * HOUR_MS);
      await expire();
      expect(await view(id)).toMatchObject({ expiry: 'over', isDeleting: true });
    });

    it('is put off by whoever may edit it, which takes the warning back', async () => {
      const { id } = await ada.aSandbox();
      clock.pass(145 * HOUR_MS);
      await expire();
      await ada.call('POST', `${path(id)}/extend`, { ttlHours: 72 });
      clock.pass(24 * HOUR_MS);
      await expire();
      expect(await view(id)).toMatchObject({ expiry: 'fine', expiresAt: expect.any(String) });
      const bob = await plane.browser('bob');
      expect(await refused(bob, 'POST', `${path(id)}/extend`, { ttlHours: 72 })).toEqual([404, 'not-found']);
    });

    it('is never for what ops says so, and for nobody else', async () => {
      const never = { name: 'for-ever', ttlHours: null };
      expect(await refused(ada, 'POST', '/api/sandboxes', never)).toEqual([403, 'forbidden']);
      const { id } = await ada.aSandbox();
      expect(await refused(ada, 'POST', `${path(id)}/extend`, { ttlHours: null })).toEqual([
        403,
        'forbidden',
      ]);
      expect(await olga.call('POST', `${path(id)}/extend`, { ttlHours: null })).toMatchObject({
        expiresAt: null,
        expiry: 'none',
      });
      clock.pass(900 * HOUR_MS);
      await expire();
      await expire();
      expect((await view(id)).isDeleting).toBe(false);
    });

    it('does not come early when the clock jumps, forth and back', async () => {
      const { id, expiresAt } = await ada.aSandbox();
      await expire();
      clock.jump(200 * HOUR_MS);
      await expire();
      await expire();
      clock.pass(HOUR_MS);
      await expire();
      expect(await view(id)).toMatchObject({ expiry: 'fine', expiresAt });
      clock.jump(-200 * HOUR_MS);
      await expire();
      expect(await view(id)).toMatchObject({ expiry: 'fine', expiresAt });
      clock.pass(166 * HOUR_MS);
      await expire();
      expect(await view(id)).toMatchObject({ expiry: 'soon', expiresAt });
    });

    it('warns first even when the control plane was away all the while', async () => {
      const { id } = await ada.aSandbox();
      clock.pass(500 * HOUR_MS);
      const { cookie } = ada;
      plane = await plane.restart();
      await plane.agent();
      ada = plane.visitor();
      ada.cookie = cookie;
      await expire();
      await expire();
      expect(await view(id)).toMatchObject({ expiry: 'soon', isDeleting: false });
      clock.pass(HOUR_MS);
      await expire();
      await isGone(id);
    });

    it('waits for the end of a hold', async () => {
      const { id } = await ada.aSandbox();
      clock.pass(145 * HOUR_MS);
      await expire();
      await ada.call('PUT', `${path(id)}/hold`, { reason: 'test', until: inHours(48) });
      clock.pass(40 * HOUR_MS);
      await expire();
      expect(await view(id)).toMatchObject({ expiry: 'soon', isDeleting: false });
      clock.pass(9 * HOUR_MS);
      await expire();
      await isGone(id);
    });
  });

  describe('a hold', () => {
    let id: string;
    let quinn: FakeBrowser;
    const hold = (browser: FakeBrowser, hours = 2, reason = 'regression test') =>
      browser.send('PUT', `${path(id)}/hold`, { reason, until: inHours(hours) });

    beforeEach(async () => {
      ({ id } = await ada.aSandboxWith({ repository: 'orders' }, { repository: 'catalog' }));
      quinn = await plane.browser('quinn');
      await olga.call('PATCH', '/api/users/quinn', { role: 'qa' });
      await ada.call('PUT', `${path(id)}/shares`, { users: ['quinn'] });
    });

    it("lets the holder deploy and others' deployments wait behind it, in words", async () => {
      expect((await hold(quinn)).status).toBe(200);
      expect((await view(id)).hold).toMatchObject({ by: 'quinn', reason: 'regression test' });
      const waiting = await ada.deploy(id, 'orders');
      expect(waiting.queue?.waitsFor).toMatch(/^the hold of quinn to end \(by .* UTC\): regression test$/);
      const going = await quinn.deploy(id, 'catalog');
      await agent.runFrame(going.id);
      expect(agent.framesOf('deployment:run')).toHaveLength(1);

      await quinn.call('DELETE', `${path(id)}/hold`);
      await agent.runFrame(waiting.id);
      expect((await view(id)).hold).toBeNull();
    });

    it('keeps what the holder deploys and what waits behind it out of each other', async () => {
      const { id: before } = await ada.deploy(id, 'orders');
      await agent.report(await agent.runFrame(before), aGoodRun());
      await hold(quinn);
      const running = await quinn.deploy(id, 'orders');
      await agent.runFrame(running.id);
      const first = await ada.deploy(id, 'orders');
      const second = await ada.deploy(id, 'orders');
      expect((await ada.deployment(first.id)).state).toBe('superseded');
      expect(agent.framesOf('deployment:cancel')).toEqual([]);
      await agent.report(await agent.runFrame(running.id), aGoodRun());

      await agent.report(await agent.runFrame((await quinn.deploy(id, 'orders')).id), aGoodRun());
      expect((await ada.deployment(second.id)).state).toBe('queued');
      await quinn.call('DELETE', `${path(id)}/hold`);
      await agent.runFrame(second.id);
    });

    it('ends by itself, and the wait does not count against a deadline', async () => {
      await hold(quinn, 24);
      const { id: waiting } = await ada.deploy(id, 'orders');
      await plane.app.get(DeploymentDeadlines).enforce();
      clock.pass(25 * HOUR_MS);
      await plane.app.get(SandboxHoldsService).endOverdue();
      const frame = await agent.runFrame(waiting);
      expect(frame.deadlineMs).toBeGreaterThan(800_000);
      expect((await ada.deployment(waiting)).state).toBe('dispatched');
      expect(await entries('sandbox.released')).toMatchObject([{ actor: 'sdp' }]);
    });

    it("lets nobody else cancel the holder's deployments, alone or together", async () => {
      await hold(quinn);
      const group = await quinn.call<DeploymentGroupView>('POST', `${path(id)}/deployments`, {});
      const cancels = [
        `/api/deployments/${group.deployments[0]!.id}/cancel`,
        `/api/deployment-groups/${group.id}/cancel`,
      ];
      for (const cancel of cancels) expect(await refused(ada, 'POST', cancel)).toEqual([409, 'conflict']);
      const own = await ada.deploy(id, 'orders');
      expect((await ada.send('POST', `/api/deployments/${own.id}/cancel`)).status).toBe(200);
      for (const cancel of cancels) expect((await quinn.send('POST', cancel)).status).toBe(200);
    });

    it('is ended by the holder, the owner and ops only', async () => {
      await ada.call('PUT', `${path(id)}/shares`, { users: ['quinn', 'bob'] });
      const bob = await plane.browser('bob');
      const end = (browser: FakeBrowser) => browser.send('DELETE', `${path(id)}/hold`);
      for (const person of [quinn, ada, olga]) {
        await hold(quinn);
        expect((await end(bob)).status).toBe(403);
        expect((await end(person)).status).toBe(200);
        expect((await view(id)).hold).toBeNull();
      }
      expect((await end(quinn)).status).toBe(200);
    });

    it('goes to one of two who ask at once; who has it may change it', async () => {
      const answers = await Promise.all([hold(quinn), hold(ada)]);
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
      const holder = (await view(id)).hold!.by === 'ada' ? ada : quinn;
      expect((await hold(holder, 5, 'it takes longer')).status).toBe(200);
      expect((await view(id)).hold).toMatchObject({ reason: 'it takes longer' });
    });

    it('needs a reason and an end within 14 days', async () => {
      expect((await hold(quinn, 14 * 24)).status).toBe(200);
      for (const [hours, reason] of [
        [-1, 'past'],
        [14 * 24 + 1, 'too long'],
        [1, ''],
      ] as const)
        expect((await hold(quinn, hours, reason)).status).toBe(400);
      expect(await refused(quinn, 'PUT', `${path(id)}/hold`, { reason: 'x', until: 'tomorrow' })).toEqual([
        400,
        'invalid-input',
      ]);
      const bob = await plane.browser('bob');
      expect((await hold(bob)).status).toBe(404);
    });

    it('keeps others from stopping, restarting and removing what is tested', async () => {
      await deployed(agent, ada, id, 'orders');
      await hold(quinn);
      for (const [method, url] of [
        ['POST', `${path(id)}/stop`],
        ['POST', `${path(id)}/services/orders/restart`],
        ['DELETE', `${path(id)}/services/orders`],
      ] as const)
        expect(await refused(ada, method, url)).toEqual([409, 'conflict']);
      await quinn.call('POST', `${path(id)}/services/orders/restart`);
    });

    it('is seen in the queue by everybody', async () => {
      await hold(quinn);
      await ada.deploy(id, 'orders');
      const { agents } = await quinn.call<QueueView>('GET', '/api/queue');
      const [waiting] = agents.find((one) => one.agent === 'micro-1')!.deployments;
      expect(waiting?.queue?.waitsFor).toContain('the hold of quinn');
    });
  });

  describe('stopping as a whole', () => {
    let id: string;
    const service = (name: string) => `${path(id)}/services/${name}`;
    const desired = async () =>
      Object.fromEntries((await view(id)).services.map((one) => [one.name, one.desired]));

    beforeEach(async () => {
      ({ id } = await ada.aSandboxWith(
        { repository: 'orders' },
        { repository: 'catalog' },
        { name: 'never', repository: 'orders' },
      ));
      await deployed(agent, ada, id, 'orders');
      await deployed(agent, ada, id, 'catalog');
    });

    it('stops what runs, keeps everything, and starts again exactly what ran', async () => {
      await ada.call('POST', `${service('catalog')}/stop`);
      expect(await ada.call('POST', `${path(id)}/stop`)).toMatchObject({ isStopped: true });
      expect(await desired()).toEqual({ catalog: 'stopped', never: 'stopped', orders: 'stopped' });
      const stops = () => agent.framesOf('instance:stop').map((frame) => frame.service);
      // At once, and not when it is looked again whether anything is left to do.
      await waitUntil('the stop', () => stops().length === 2, 5_000);
      expect(stops()).toEqual(['catalog', 'orders']);

      await ada.call('POST', `${path(id)}/start`);
      await waitUntil('the start', () => agent.framesOf('instance:start').length === 1, 5_000);
      expect(agent.framesOf('instance:start')).toMatchObject([{ service: 'orders' }]);
      expect(await desired()).toEqual({ catalog: 'stopped', never: 'running', orders: 'running' });
      const { epoch } = agent.framesOf('instance:start')[0]!;
      expect(epoch).toBeGreaterThan(agent.framesOf('instance:stop').at(-1)!.epoch);
    });

    it('refuses deployments and commands, and says what to do', async () => {
      await ada.call('POST', `${path(id)}/stop`);
      const { status, body } = await ada.send('POST', `${service('orders')}/deployments`, {});
      expect([status, body.error.code]).toEqual([409, 'conflict']);
      expect(body.error.message).toContain('Start it first');
      expect(await refused(ada, 'POST', `${path(id)}/deployments`, {})).toEqual([409, 'conflict']);
      expect(await refused(ada, 'POST', `${service('orders')}/start`)).toEqual([409, 'conflict']);
    });

    it('is refused during a deployment', async () => {
      await ada.deploy(id, 'orders');
      expect(await refused(ada, 'POST', `${path(id)}/stop`)).toEqual([409, 'deployment-active']);
    });

    it('reaches an agent that was away, and one that could not at first', async () => {
      agent.close();
      await ada.call('POST', `${path(id)}/stop`);
      let tries = 0;
      agent = await plane.agent({
        answers: {
          'instance:stop': () =>
            ++tries === 1
              ? refuse({ code: 'engine-unreachable', message: 'Docker is away.', retryable: true })
              : null,
        },
      });
      expect(agent.framesOf('reconcile')[0]?.instances.map((one) => one.desired)).toEqual([
        'stopped',
        'stopped',
        'stopped',
      ]);
      await waitUntil('the first tries', () => tries === 2);
      agent = await plane.agent({ answers: agent.answers });
      await waitUntil('the one that failed to be told again', () => tries === 3);
    });
  });

  describe('a service that is stopped', () => {
    it('stays so when a deployment of it fails, and runs when one succeeds', async () => {
      const { id } = await ada.aSandboxWith({ repository: 'orders' });
      await deployed(agent, ada, id, 'orders');
      await ada.call('POST', `${path(id)}/services/orders/stop`);
      const wish = async () => (await view(id)).services[0]?.desired;

      const frame = await agent.runFrame((await ada.deploy(id, 'orders')).id);
      const error = { code: 'build-failed' as const, message: 'x' };
      const result = { outcome: 'failed' as const, durationMs: 1, logBytes: 0, error };
      await agent.report(frame, events([{ type: 'finished', result }]));
      expect(await wish()).toBe('stopped');
      agent = await plane.agent();
      expect(agent.framesOf('reconcile')[0]?.instances[0]?.desired).toBe('stopped');

      await deployed(agent, ada, id, 'orders');
      expect(await wish()).toBe('running');
    });

    it('is not stopped by a reconciliation while it is being deployed', async () => {
      const { id } = await ada.aSandboxWith({ repository: 'orders' });
      await deployed(agent, ada, id, 'orders');
      await ada.call('POST', `${path(id)}/services/orders/stop`);
      const { id: deploymentId } = await ada.deploy(id, 'orders');
      const frame = await agent.runFrame(deploymentId);
      const { epoch } = frame;
      agent = await plane.agent({ hello: { deployments: [{ deploymentId, epoch, finished: false }] } });
      expect(agent.framesOf('reconcile')[0]?.instances[0]?.desired).toBe('running');
      await agent.report(frame, aGoodRun());
    });
  });

  it('is shown to thousands in a handful of queries', async () => {
    const { id } = await ada.aSandboxWith({ repository: 'orders' }, { repository: 'catalog' });
    await deployed(agent, ada, id, 'orders');
    const few = await countQueries(() => ada.call<SandboxSummary[]>('GET', '/api/sandboxes'));
    for (let number = 0; number < 20; number++) await ada.aSandbox(`sandbox-${number}`);
    const many = await countQueries(() => ada.call<SandboxSummary[]>('GET', '/api/sandboxes'));
    expect(many.answer).toHaveLength(21);
    // Timers and rounds ask something now and then; one query for each sandbox would be twenty more.
    expect(many.queries).toBeLessThan(few.queries + 10);
  });

  async function countQueries<T>(work: () => Promise<T>): Promise<{ answer: T; queries: number }> {
    const { DataSource } = await import('typeorm');
    const { driver } = plane.app.get(DataSource);
    const runner = driver.createQueryRunner('master');
    const prototype = Object.getPrototypeOf(runner) as { query: (...args: unknown[]) => unknown };
    const query = jest.spyOn(prototype, 'query');
    const answer = await work();
    const queries = query.mock.calls.length;
    query.mockRestore();
    return { answer, queries };
  }

  describe('cloning', () => {
    const cloneOf = (id: string, body: object, browser = ada) =>
      browser.send<ClonedSandbox>('POST', `${path(id)}/clone`, body);

    it('copies everything but what runs, for anybody, as their own', async () => {
      const { id } = await ada.call<SandboxView>('POST', '/api/sandboxes', {
        name: 'checkout',
        description: 'Discounts',
        labels: { team: 'shop' },
        variables: { COLOR: 'red' },
      });
      const services = [
        { repository: 'catalog', branch: 'main', commit: 'a'.repeat(40), variables: { A: 'b' } },
        {
          repository: 'orders',
          branch: 'main',
          commit: 'b'.repeat(40),
          dependsOn: ['catalog'],
          limits: { cpus: 2 },
        },
      ];
      for (const service of services) await ada.call('POST', `${path(id)}/services`, service);
      await ada.call('PUT', `${path(id)}/routes/overrides/orders`, { kind: 'baseline' });

      const bob = await plane.browser('bob');
      const branches = { orders: 'feature/discount' };
      const { status, body } = await cloneOf(id, { name: 'mine', branches }, bob);
      expect(status).toBe(201);
      expect(body.deployment).toBeNull();
      expect(body.sandbox).toMatchObject({
        name: 'mine',
        owner: 'bob',
        description: 'Discounts',
        labels: { team: 'shop' },
        variables: { COLOR: 'red' },
        sharedWith: [],
      });
      expect(body.sandbox.services).toMatchObject([
        { name: 'catalog', branch: 'main', pinnedCommit: 'a'.repeat(40), variables: { A: 'b' } },
        {
          name: 'orders',
          branch: 'feature/discount',
          pinnedCommit: null,
          dependsOn: ['catalog'],
          limits: { cpus: 2 },
        },
      ]);
      const ports = [...(await view(id)).services, ...body.sandbox.services].map(({ hostPort }) => hostPort);
      expect(new Set(ports).size).toBe(4);
      const { routes } = await bob.call<RouteSetView>('GET', `${path(body.sandbox.id)}/routes`);
      expect(routes.find(({ service }) => service === 'orders')?.override).toEqual({ kind: 'baseline' });
    });

    it('deploys it when asked for, and is nothing at all when a part cannot be', async () => {
      const { id } = await ada.aSandboxWith({ repository: 'orders' }, { repository: 'catalog' });
      const { body } = await cloneOf(id, { name: 'mine', deploy: true });
      expect(body.deployment).toMatchObject({ sandboxId: body.sandbox.id, total: 2, state: 'running' });

      expect(await refused(ada, 'POST', `${path(id)}/clone`, { name: 'mine' })).toEqual([409, 'name-taken']);
      for (const branches of [{ nope: 'main' }, { orders: '--upload-pack=x' }])
        expect(await refused(ada, 'POST', `${path(id)}/clone`, { name: 'other', branches })).toEqual([
          400,
          'invalid-input',
        ]);
      agent = await plane.agent({ hello: { portRange: { from: 21000, to: 21004 } } });
      expect(await refused(ada, 'POST', `${path(id)}/clone`, { name: 'other' })).toEqual([
        409,
        'no-free-port',
      ]);
      const names = (await ada.call<SandboxSummary[]>('GET', '/api/sandboxes')).map(({ name }) => name);
      expect(names).toEqual(['checkout', 'mine']);
    });
  });

  it('is told in the activity of everybody who did something', async () => {
    const { id } = await ada.aSandboxWith({ repository: 'orders' });
    await ada.call<DeploymentView>('POST', `${path(id)}/services/orders/deployments`, {});
    await ada.call('PATCH', `${path(id)}/services/orders`, { branch: 'feature/discount' });
    await ada.call('POST', `${path(id)}/extend`, { ttlHours: 24 });
    const { items } = await olga.call<Page<AuditEntry>>('GET', `/api/audit?sandboxId=${id}`);
    expect(items.map(({ actor, action, summary }) => [actor, action, summary])).toEqual([
      ['ada', 'sandbox.extended', expect.stringContaining('extended the sandbox until')],
      ['ada', 'service.changed', 'changed the branch of orders to feature/discount'],
      ['ada', 'deployment.deployed', 'deployed orders from main'],
      ['ada', 'service.added', 'added orders from main of orders'],
      ['ada', 'sandbox.created', 'created the sandbox'],
    ]);
  });
});
