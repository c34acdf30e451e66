import { type DeploymentEvent, type DeploymentView, type Page } from '@sdp/protocol';
import { Clock } from '../src/clock/clock.js';
import { DeploymentDeadlines } from '../src/deployments/delivery/deployment-deadlines.js';
import { ControlPlane } from './control-plane.js';
import { aGoodRun, events, type FakeAgent, NO_ANSWER, refuse } from './fake-agent.js';
import { type FakeBrowser } from './fake-browser.js';
import { waitUntil } from './wait-until.js';

class MovableClock extends Clock {
  aheadMs = 0;

  override elapsed(): number {
    return super.elapsed() + this.aheadMs;
  }
}

const CANCELED = {
  outcome: 'canceled' as const,
  durationMs: 5,
  logBytes: 0,
  error: { code: 'canceled' as const, message: 'Stopped.' },
};

describe('Deployments', () => {
  let plane: ControlPlane;
  let agent: FakeAgent;
  let ada: FakeBrowser;
  const clock = new MovableClock();

  beforeEach(async () => {
    clock.aheadMs = 0;
    plane = await ControlPlane.start({ clock });
    agent = await plane.agent({ hello: { capacity: 1 } });
    ada = await plane.browser();
  });
  afterEach(() => plane.destroy());

  const anInstance = async () => (await ada.aSandboxWith({ repository: 'orders' })).id;
  const succeed = async (id: string) => agent.report(await agent.runFrame(id), aGoodRun());

  describe('in the queue', () => {
    it('go one after the other when the agent is busy, and say what they wait for', async () => {
      const { id } = await ada.aSandboxWith({ repository: 'orders' }, { repository: 'catalog' });
      const first = await ada.deploy(id, 'orders');
      await agent.runFrame(first.id);
      const second = await ada.deploy(id, 'catalog');
      expect(second).toMatchObject({
        state: 'queued',
        queue: { position: 1, waitsFor: 'a free place on micro-1: 1 of 1 are taken' },
      });
      await succeed(first.id);
      await agent.runFrame(second.id);
      expect((await ada.deployment(second.id)).queue).toBeNull();
    });

    it('give way to a newer request for the same instance', async () => {
      const id = await anInstance();
      agent.close();
      const older = await ada.deploy(id, 'orders');
      const newer = await ada.deploy(id, 'orders');
      expect(await ada.deployment(older.id)).toMatchObject({
        state: 'superseded',
        error: { code: 'canceled' },
      });
      expect((await ada.deployment(newer.id)).queue).toMatchObject({ waitsFor: 'agent micro-1 to connect' });
    });

    it('wait for the one that runs for the same instance, which is stopped', async () => {
      const id = await anInstance();
      const running = await ada.deploy(id, 'orders');
      const frame = await agent.runFrame(running.id);
      const newer = await ada.deploy(id, 'orders');
      expect(newer.queue?.waitsFor).toBe('the running deployment of orders to end');
      expect(await agent.cancelFrame(running.id)).toEqual({ deploymentId: running.id, epoch: frame.epoch });
      expect(agent.framesOf('deployment:run')).toHaveLength(1);

      await agent.report(frame, events([{ type: 'finished', result: CANCELED }]));
      const next = await agent.runFrame(newer.id);
      expect((await ada.deployment(running.id)).state).toBe('superseded');
      expect(next.epoch).toBeGreaterThan(frame.epoch);
    });

    it('never run twice for one instance, however many are requested at once', async () => {
      const id = await anInstance();
      agent.answers['deployment:cancel'] = async ({ deploymentId, epoch }) => {
        await agent.report({ deploymentId, epoch }, events([{ type: 'finished', result: CANCELED }]));
        return null;
      };
      const requested = await Promise.all(Array.from({ length: 8 }, () => ada.deploy(id, 'orders')));
      const epochs = requested.map(({ epoch }) => epoch);
      const newest = requested.find(({ epoch }) => epoch === Math.max(...epochs))!;
      await agent.runFrame(newest.id);
      for (const { id: other } of requested)
        if (other !== newest.id) await ada.deploymentIn(other, 'superseded');
      expect(new Set(epochs).size).toBe(8);
    });
  });

  describe('being canceled', () => {
    it('end at once while they wait', async () => {
      const id = await anInstance();
      agent.close();
      const { id: deploymentId } = await ada.deploy(id, 'orders');
      const canceled = await ada.call<DeploymentView>('POST', `/api/deployments/${deploymentId}/cancel`);
      expect(canceled.state).toBe('canceled');
      const again = await ada.send('POST', `/api/deployments/${deploymentId}/cancel`);
      expect([again.status, again.body.error.code]).toEqual([409, 'conflict']);
    });

    it('end when the agent says so', async () => {
      const id = await anInstance();
      const { id: deploymentId } = await ada.deploy(id, 'orders');
      const frame = await agent.runFrame(deploymentId);
      await ada.call('POST', `/api/deployments/${deploymentId}/cancel`);
      await agent.cancelFrame(deploymentId);
      expect((await ada.deployment(deploymentId)).state).toBe('dispatched');
      await agent.report(frame, events([{ type: 'finished', result: CANCELED }]));
      expect(await ada.deployment(deploymentId)).toMatchObject({ state: 'canceled', error: CANCELED.error });
    });

    it('are left out of what an agent that was away goes on with', async () => {
      const id = await anInstance();
      const { id: deploymentId } = await ada.deploy(id, 'orders');
      const { epoch } = await agent.runFrame(deploymentId);
      agent.close();
      await ada.call('POST', `/api/deployments/${deploymentId}/cancel`);
      agent = await plane.agent({ hello: { deployments: [{ deploymentId, epoch, finished: false }] } });
      expect(agent.framesOf('reconcile')[0]?.active).toEqual([]);
      await agent.report({ deploymentId, epoch }, events([{ type: 'finished', result: CANCELED }]));
      expect((await ada.deployment(deploymentId)).state).toBe('canceled');
    });
  });

  it('are estimated by earlier ones of the service, else of its repository, and by none that failed', async () => {
    const id = await anInstance();
    const run = async (list: DeploymentEvent[]) => {
      const requested = await ada.deploy(id, 'orders');
      await agent.report(await agent.runFrame(requested.id), list);
      expect((await ada.deployment(requested.id)).estimate).toBeNull();
      return requested.estimate;
    };
    expect(await run(aGoodRun())).toBeNull();
    await run(events([{ type: 'finished', result: CANCELED }]));
    expect(await run(aGoodRun())).toEqual({ durationMs: 100, count: 1, of: 'service' });
    expect(await run(aGoodRun())).toEqual({ durationMs: 100, count: 2, of: 'service' });

    const other = await ada.call<{ id: string }>('POST', '/api/sandboxes', { name: 'other' });
    await ada.call('POST', `/api/sandboxes/${other.id}/services`, { repository: 'orders', branch: 'main' });
    const { estimate } = await ada.deploy(other.id, 'orders');
    expect(estimate).toEqual({ durationMs: 100, count: 3, of: 'repository' });
  });

  it('can be retried when they are over, as new ones', async () => {
    const id = await anInstance();
    const first = await ada.deploy(id, 'orders', { branch: 'feature/x' });
    const early = await ada.send('POST', `/api/deployments/${first.id}/retry`);
    expect([early.status, early.body.error.code]).toEqual([409, 'deployment-active']);
    await succeed(first.id);
    const retry = await ada.call<DeploymentView>('POST', `/api/deployments/${first.id}/retry`);
    expect(retry).toMatchObject({ retryOf: first.id, branch: 'feature/x', service: 'orders' });
    expect(retry.id).not.toBe(first.id);
    await agent.runFrame(retry.id);
  });

  it('fail with the words of an agent that does not take them', async () => {
    const id = await anInstance();
    agent.answers['deployment:run'] = () =>
      refuse({ code: 'disk-full', message: 'Only 3 MB are left.', blame: 'platform' });
    const { id: deploymentId } = await ada.deploy(id, 'orders');
    const failed = await ada.deploymentIn(deploymentId, 'failed');
    expect(failed.error).toEqual({ code: 'disk-full', message: 'Only 3 MB are left.', blame: 'platform' });
  });

  it('need no body to be requested', async () => {
    const id = await anInstance();
    const path = `/api/sandboxes/${id}/services/orders/deployments`;
    expect(await ada.call<DeploymentView>('POST', path)).toMatchObject({ branch: 'main', state: 'queued' });
  });

  it('use the pinned commit of the instance, unless another branch is asked for', async () => {
    const pin = 'b'.repeat(40);
    const { id } = await ada.aSandboxWith({ repository: 'orders', commit: pin });
    const pinned = await ada.deploy(id, 'orders');
    expect(await agent.runFrame(pinned.id)).toMatchObject({ branch: 'main', commit: pin });
    await succeed(pinned.id);
    const other = await ada.deploy(id, 'orders', { branch: 'other' });
    expect((await agent.runFrame(other.id)).commit).toBeUndefined();
  });

  describe('being reported', () => {
    let frame: { deploymentId: string; epoch: number };

    beforeEach(async () => {
      const id = await anInstance();
      frame = await agent.runFrame((await ada.deploy(id, 'orders')).id);
    });

    it('take each event once, in order, and ask for what is missing', async () => {
      const run = aGoodRun();
      expect(await agent.report(frame, run.slice(0, 3))).toEqual({ acked: 3 });
      expect(await agent.report(frame, run.slice(0, 3))).toEqual({ acked: 3 });
      expect(await agent.report(frame, run.slice(5, 8))).toEqual({ acked: 3 });
      expect(await agent.report(frame, run.slice(2, 6).reverse())).toEqual({ acked: 6 });
      expect(await agent.report(frame, run)).toEqual({ acked: run.length });
      expect(await agent.report(frame, run)).toEqual({ acked: run.length });
      const { state, steps } = await ada.deployment(frame.deploymentId);
      expect([state, steps.length]).toEqual(['succeeded', 7]);
    });

    it('come out the same however frames are repeated, late and shuffled', async () => {
      const run = aGoodRun();
      let seed = 42;
      const random = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31) % below;
      for (let acked = 0; acked < run.length;) {
        const from = Math.max(0, acked - random(4));
        const batches = [
          run.slice(from, from + 1 + random(4)),
          run.slice(acked + random(3), acked + 4),
          run.slice(from, acked + 1),
        ];
        const answers = await Promise.all(
          batches.filter(({ length }) => length > 0).map((batch) => agent.report(frame, batch)),
        );
        acked = Math.max(...answers.map((answer) => answer.acked));
      }
      const { state, steps, commit } = await ada.deployment(frame.deploymentId);
      expect([state, commit?.author, steps.map(({ outcome }) => outcome)]).toEqual([
        'succeeded',
        'Ada',
        Array(7).fill('ok'),
      ]);
    });

    it('refuse another epoch', async () => {
      for (const epoch of [frame.epoch - 1, frame.epoch + 1])
        await expect(agent.report({ ...frame, epoch }, aGoodRun())).rejects.toMatchObject({
          code: 'stale-epoch',
        });
      expect((await ada.deployment(frame.deploymentId)).state).toBe('dispatched');
    });

    it('refuse another agent, for events and for the log', async () => {
      const other = await plane.agent({ name: 'micro-2' });
      await expect(other.report(frame, aGoodRun())).rejects.toMatchObject({ code: 'forbidden' });
      await expect(other.log(frame, 0, 'forged\n')).rejects.toMatchObject({ code: 'forbidden' });
      const { state, logBytes } = await ada.deployment(frame.deploymentId);
      expect([state, logBytes]).toEqual(['dispatched', 0]);
    });

    it('refuse what is after the end', async () => {
      const run = aGoodRun();
      await agent.report(frame, run);
      const late = events([{ type: 'step-started', step: 'build' }], run.length + 1);
      await expect(agent.report(frame, late)).rejects.toMatchObject({ code: 'stale-epoch' });
      await expect(agent.log(frame, 0, 'late\n')).rejects.toMatchObject({ code: 'stale-epoch' });
    });

    it.each([
      [
        'going back',
        [
          { type: 'step-started', step: 'verify' },
          { type: 'step-started', step: 'fetch' },
        ],
      ],
      [
        'succeeding without verifying',
        [{ type: 'finished', result: { outcome: 'succeeded', durationMs: 1, logBytes: 0 } }],
      ],
    ])('refuse %s, and apply nothing of it', async (_, list) => {
      await expect(agent.report(frame, events(list as never))).rejects.toMatchObject({ code: 'conflict' });
      expect(await ada.deployment(frame.deploymentId)).toMatchObject({ state: 'dispatched', steps: [] });
    });

    it('refuse one that is unknown', async () => {
      const unknown = { deploymentId: '00000000-0000-4000-8000-000000000000', epoch: 1 };
      await expect(agent.report(unknown, aGoodRun())).rejects.toMatchObject({ code: 'not-found' });
    });

    it.each<[string, object]>([
      ['no events', { events: [] }],
      ['an unknown type', { events: [{ seq: 1, at: '2026-01-01T00:00:00Z', type: 'root-shell' }] }],
      ['a step without its name', { events: [{ seq: 1, at: '2026-01-01T00:00:00Z', type: 'step-started' }] }],
      [
        'a failure without an error',
        {
          events: events([
            { type: 'finished', result: { outcome: 'failed', durationMs: 1, logBytes: 0 } } as never,
          ]),
        },
      ],
      [
        'a bad seq',
        { events: [{ seq: '1', at: '2026-01-01T00:00:00Z', type: 'step-started', step: 'fetch' }] },
      ],
      ['an id that is a path', { deploymentId: '../../etc/passwd' }],
      ['a prototype', { events: JSON.parse('[{"__proto__":{"seq":1}}]') }],
    ])('refuse %s', async (_, change) => {
      const ack = await agent.tryAsk('deployment:events', { ...frame, events: aGoodRun(), ...change });
      expect(ack).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    });

    it('mark the step that was under way when they fail, and keep the error whole', async () => {
      const error = {
        code: 'build-failed' as const,
        message: 'main.go:3: undefined: x',
        blame: 'app' as const,
        details: { exitCode: 2 },
      };
      await agent.report(
        frame,
        events([
          { type: 'step-started', step: 'fetch' },
          { type: 'step-finished', step: 'fetch', durationMs: 3, outcome: 'ok' },
          { type: 'step-started', step: 'build' },
          { type: 'finished', result: { outcome: 'failed', durationMs: 9, logBytes: 0, error } },
        ]),
      );
      const failed = await ada.deployment(frame.deploymentId);
      expect(failed).toMatchObject({ state: 'failed', error, durationMs: 9 });
      expect(failed.steps.map(({ outcome }) => outcome)).toEqual(['ok', 'failed']);
    });
  });

  describe('after the control plane was killed', () => {
    it('wait for the credentials of who asked, who only has to come by', async () => {
      const id = await anInstance();
      agent.close();
      const { id: deploymentId } = await ada.deploy(id, 'orders');
      const { cookie } = ada;
      plane = await plane.restart();
      agent = await plane.agent();
      const bob = await plane.browser('bob');
      expect((await bob.deployment(deploymentId)).queue?.waitsFor).toContain('credentials of ada');

      ada = plane.visitor();
      ada.cookie = cookie;
      await ada.call('GET', '/api/session');
      const frame = await agent.runFrame(deploymentId);
      expect(frame.credentials).toEqual({ username: 'ada', password: 'analytical engine' });
    });

    it('are sent again when they never arrived', async () => {
      const id = await anInstance();
      agent.answers['deployment:run'] = () => NO_ANSWER;
      const { id: deploymentId } = await ada.deploy(id, 'orders');
      const first = await agent.runFrame(deploymentId);
      const { cookie } = ada;
      plane = await plane.restart();
      agent = await plane.agent();
      ada = plane.visitor();
      ada.cookie = cookie;
      expect((await ada.deployment(deploymentId)).state).toBe('dispatched');
      const second = await agent.runFrame(deploymentId);
      expect(second.epoch).toBe(first.epoch);
    });

    it('go on where the agent is, from the last event that is on disk', async () => {
      const id = await anInstance();
      const { id: deploymentId } = await ada.deploy(id, 'orders');
      const frame = await agent.runFrame(deploymentId);
      const run = aGoodRun(8);
      await agent.report(frame, run.slice(0, 5));
      await agent.log(frame, 0, 'one\n');
      const { cookie } = ada;
      plane = await plane.restart();
      agent = await plane.agent({
        hello: { deployments: [{ deploymentId, epoch: frame.epoch, finished: false }] },
      });
      expect(agent.framesOf('reconcile')[0]).toMatchObject({
        active: [{ deploymentId, epoch: frame.epoch }],
      });
      expect(await agent.report(frame, run)).toEqual({ acked: run.length });
      expect(await agent.log(frame, 4, 'two\n')).toEqual({ acked: 8 });

      ada = plane.visitor();
      ada.cookie = cookie;
      expect((await ada.deployment(deploymentId)).state).toBe('succeeded');
      expect(agent.framesOf('deployment:run')).toEqual([]);
    });

    it('are lost when the agent had begun and knows them no more', async () => {
      const id = await anInstance();
      const { id: deploymentId } = await ada.deploy(id, 'orders');
      await agent.report(await agent.runFrame(deploymentId), aGoodRun().slice(0, 1));
      agent.close();
      await plane.agent();
      const lost = await ada.deploymentIn(deploymentId, 'lost');
      expect(lost.error?.code).toBe('agent-restarted');
      expect(lost.steps).toMatchObject([{ step: 'fetch', outcome: 'failed' }]);
    });
  });

  describe('with a deadline', () => {
    it('fail while they wait, once it has passed', async () => {
      const id = await anInstance();
      agent.close();
      const { id: deploymentId } = await ada.deploy(id, 'orders');
      const deadlines = plane.app.get(DeploymentDeadlines);
      await deadlines.enforce();
      clock.aheadMs = 900_001;
      await deadlines.enforce();
      const failed = await ada.deployment(deploymentId);
      expect(failed).toMatchObject({ state: 'failed', error: { code: 'deadline-exceeded' } });
    });

    it('are given up a little later than the agent should have, which is told', async () => {
      const id = await anInstance();
      const { id: deploymentId } = await ada.deploy(id, 'orders');
      const frame = await agent.runFrame(deploymentId);
      expect(frame.deadlineMs).toBeGreaterThan(890_000);
      expect(frame.deadlineMs).toBeLessThanOrEqual(900_000);
      const deadlines = plane.app.get(DeploymentDeadlines);
      clock.aheadMs = 901_000;
      await deadlines.enforce();
      expect((await ada.deployment(deploymentId)).state).toBe('dispatched');
      clock.aheadMs = 911_000;
      await deadlines.enforce();
      expect((await ada.deployment(deploymentId)).state).toBe('failed');
      await agent.cancelFrame(deploymentId);
      await expect(agent.report(frame, aGoodRun())).rejects.toMatchObject({ code: 'stale-epoch' });
    });
  });

  it('are listed newest first, by sandbox, service and state, in pages', async () => {
    const id = await anInstance();
    for (let count = 0; count < 3; count++) await succeed((await ada.deploy(id, 'orders')).id);
    const list = (query: string) => ada.call<Page<DeploymentView>>('GET', `/api/deployments?${query}`);
    const all = await list(`sandboxId=${id}&service=orders&state=succeeded`);
    expect([all.total, all.page, all.pageSize]).toEqual([3, 1, 20]);
    const epochs = all.items.map(({ epoch }) => epoch);
    expect(epochs).toEqual([...epochs].sort((a, b) => b - a));
    const second = await list('pageSize=2&page=2');
    expect(second.items.map(({ id: one }) => one)).toEqual([all.items[2]?.id]);
    expect((await list('state=failed')).items).toEqual([]);
  });

  it.each([
    'state=asleep',
    'page=0',
    'pageSize=1000',
    'sort=password',
    'sandboxId=x',
    'state[$ne]=x',
    'page=1&page=2',
  ])('are not listed by %s', async (query) => {
    const { status, body } = await ada.send('GET', `/api/deployments?${query}`);
    expect([status, body.error.code]).toEqual([400, 'invalid-input']);
  });

  it('show in the list of agents how busy each is', async () => {
    const { id } = await ada.aSandboxWith({ repository: 'orders' }, { repository: 'catalog' });
    await ada.deploy(id, 'orders');
    await ada.deploy(id, 'catalog');
    await waitUntil('one to run and one to wait', async () => {
      const agents = await ada.call<{ name: string; running: number; queued: number }[]>(
        'GET',
        '/api/agents',
      );
      const micro = agents.find(({ name }) => name === 'micro-1');
      return micro?.running === 1 && micro.queued === 1;
    });
  });
});
