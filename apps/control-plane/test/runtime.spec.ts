import {
  type EnvironmentView,
  type InstanceOutputView,
  type InstanceStatsView,
  type SandboxView,
} from '@sdp/protocol';
import { ControlPlane } from './control-plane.js';
import { type FakeAgent, refuse } from './fake-agent.js';
import { type FakeBrowser } from './fake-browser.js';
import { waitUntil } from './wait-until.js';

const SECRET = 'correct horse battery';
const OLD_SECRET = 'former horse battery';
const AT = '2026-11-23T13:00:00Z';

const line = (text: string, stream: 'out' | 'err' = 'out') => ({ at: AT, stream, text });
const sample = (sandboxId: string, n: number) => ({
  sandboxId,
  service: 'orders',
  at: new Date(Date.parse(AT) + n * 5_000).toISOString(),
  cpus: n / 100,
  memoryBytes: 1_000_000 + n,
  memoryLimitBytes: 256_000_000,
});

describe('A running instance', () => {
  let plane: ControlPlane;
  let agent: FakeAgent;
  let ada: FakeBrowser;
  let sandboxId: string;

  beforeEach(async () => {
    plane = await ControlPlane.start();
    agent = await plane.agent();
    ada = await plane.browser();
    const environment = await ada.call<EnvironmentView>('POST', '/api/environments', {
      name: 'stage',
      variables: [{ name: 'DB_PASSWORD', value: OLD_SECRET, isSecret: true }],
    });
    const set = [{ name: 'DB_PASSWORD', value: SECRET }];
    await ada.call('PATCH', `/api/environments/${environment.id}/variables`, { set });
    const sandbox = { name: 'checkout', environmentId: environment.id };
    sandboxId = (await ada.call<SandboxView>('POST', '/api/sandboxes', sandbox)).id;
    await ada.call('POST', `/api/sandboxes/${sandboxId}/services`, { repository: 'orders', branch: 'main' });
  });
  afterEach(() => plane.destroy());

  const path = (what: string, service = 'orders') =>
    `/api/sandboxes/${sandboxId}/services/${service}/${what}`;

  describe('prints', () => {
    it('what its agent has of it, secrets of now and of before masked', async () => {
      agent.answers['instance:output'] = () => ({
        lines: [line('up'), line(`password ${SECRET}`, 'err'), line(`before: ${OLD_SECRET}`)],
      });
      const bob = await plane.browser('bob');
      const query = `tail=50&since=${AT}&search=p`;
      const { lines } = await bob.call<InstanceOutputView>('GET', path(`output?${query}`));
      expect(lines).toEqual([line('up'), line('password ***', 'err')]);
      expect(agent.framesOf('instance:output')).toEqual([
        { sandboxId, service: 'orders', tail: 50, since: AT, search: 'p' },
      ]);
    });

    it('nothing to whoever searches for a secret: neither where nor whether it is', async () => {
      agent.answers['instance:output'] = () => ({ lines: [line(`password ${SECRET}`)] });
      expect(await ada.call('GET', path('output?search=correct%20h'))).toEqual({ lines: [] });
    });

    it('500 lines at most, unless more are asked for', async () => {
      agent.answers['instance:output'] = () => ({ lines: [] });
      await ada.call('GET', path('output'));
      expect(agent.framesOf('instance:output')).toEqual([{ sandboxId, service: 'orders', tail: 500 }]);
    });

    it.each(['tail=0', 'tail=5001', 'tail=all', 'since=yesterday', 'search=', 'follow=true'])(
      'nothing when asked with %s',
      async (query) => {
        expect((await ada.send('GET', path(`output?${query}`))).status).toBe(400);
        expect(agent.framesOf('instance:output')).toEqual([]);
      },
    );

    it('nothing when it is not there', async () => {
      expect((await ada.send('GET', path('output', 'catalog'))).status).toBe(404);
    });

    it.each<[string, unknown]>([
      ['no list', { lines: 'all' }],
      ['a line that is none', { lines: [{ at: AT, stream: 'out', text: 5 }] }],
      ['another stream', { lines: [{ at: AT, stream: 'audit', text: 'x' }] }],
      ['nothing at all', null],
    ])('an error when its agent sends %s', async (_, answer) => {
      agent.answers['instance:output'] = () => answer as never;
      expect((await ada.send('GET', path('output'))).status).toBe(502);
    });

    it('what the agent says is wrong', async () => {
      agent.answers['instance:output'] = () =>
        refuse({ code: 'engine-unreachable', message: 'Docker does not answer.' });
      expect((await ada.send('GET', path('output'))).status).toBe(503);
    });

    it('live, from a time on, secrets masked', async () => {
      const socket = await ada.connect();
      const seen: { lines: { text: string }[] }[] = [];
      socket.socket.on('runtime:lines', (lines: (typeof seen)[number]) => seen.push(lines));
      const request = { sandboxId, service: 'orders', tail: 10, since: AT };
      const { streamId } = await socket.ask('runtime:open', request);
      expect(agent.framesOf('instance:logs')).toEqual([{ ...request, streamId }]);
      await agent.ask('instance:log', { streamId, lines: [line(`password ${SECRET}`)] });
      await waitUntil('the line', () => seen.length === 1);
      expect(seen[0]?.lines).toEqual([line('password ***')]);
    });
  });

  describe('uses', () => {
    const stats = () => ada.call<InstanceStatsView>('GET', path('stats'));

    it('nothing before the first sample', async () => {
      expect(await stats()).toEqual({ samples: [] });
    });

    it('what the last 120 samples say, oldest first', async () => {
      for (let n = 0; n < 130; n++) await agent.ask('instances:stats', { samples: [sample(sandboxId, n)] });
      const { samples } = await stats();
      expect(samples.map(({ memoryBytes }) => memoryBytes - 1_000_000)).toEqual(
        Array.from({ length: 120 }, (_, n) => n + 10),
      );
      const { at, cpus, memoryBytes, memoryLimitBytes } = sample(sandboxId, 10);
      expect(samples[0]).toEqual({ at, cpus, memoryBytes, memoryLimitBytes });
    });

    it('nothing by the word of an agent that does not have it', async () => {
      const stranger = await plane.agent({ name: 'micro-2' });
      await stranger.ask('instances:stats', { samples: [sample(sandboxId, 1)] });
      expect(await stats()).toEqual({ samples: [] });
    });

    it.each<[string, object]>([
      ['less than nothing', { cpus: -1 }],
      ['no number', { cpus: '1' }],
      ['no number that ends', { memoryBytes: 1.5 }],
      ['another service', { service: '../x' }],
      ['something that nobody knows', { role: 'root' }],
    ])('nothing that a sample with %s says', async (_, values) => {
      const samples = [{ ...sample(sandboxId, 1), ...values }];
      expect(await agent.tryAsk('instances:stats', { samples })).toMatchObject({
        error: { code: 'invalid-input' },
      });
    });

    it('what is told live to those who watch, and only to them', async () => {
      const bob = await plane.browser('bob');
      await (await ada.connect()).ask('watch', { topic: `stats:${sandboxId}` });
      await (await bob.connect()).ask('watch', { topic: `sandbox:${sandboxId}` });
      await agent.ask('instances:stats', { samples: [sample(sandboxId, 7)] });
      await waitUntil('ada to see it', () =>
        ada.updates.some((update) => update.kind === 'stats' && update.sample.cpus === 0.07),
      );
      expect(bob.updates.filter(({ kind }) => kind === 'stats')).toEqual([]);
    });
  });

  it('counts on its agent, which a drained one keeps and gets no more', async () => {
    const olga = await plane.browser('olga');
    const { agentId: id } = agent.welcome;
    expect(await olga.call('PATCH', `/api/agents/${id}`, { noSchedule: true })).toMatchObject({
      instances: 1,
    });
    const added = await ada.send('POST', `/api/sandboxes/${sandboxId}/services`, {
      repository: 'catalog',
      branch: 'main',
    });
    expect(added.status).toBe(503);
    await plane.agent({ name: 'micro-2' });
    await ada.call('POST', `/api/sandboxes/${sandboxId}/services`, { repository: 'catalog', branch: 'main' });
    const { services } = await ada.call<SandboxView>('GET', `/api/sandboxes/${sandboxId}`);
    expect(services.map(({ name, agent: at }) => [name, at])).toEqual([
      ['catalog', 'micro-2'],
      ['orders', 'micro-1'],
    ]);
  });
});
