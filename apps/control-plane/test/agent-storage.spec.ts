import { type AgentView, noStorage, type StorageReport } from '@sdp/protocol';
import { runAdminCommand } from '../src/admin-cli/admin-command.js';
import { ControlPlane } from './control-plane.js';
import { type FakeAgent } from './fake-agent.js';
import { type FakeBrowser } from './fake-browser.js';

const MIB = 1024 * 1024;

function aReport(changes: Partial<StorageReport> = {}): StorageReport {
  return {
    at: '2026-11-29T08:00:00.000Z',
    rules: {
      releases: 3,
      days: { release: null, mirror: 60, cache: 14, image: 60 },
      diskShare: 0.85,
      everyMinutes: 60,
    },
    isClockTrusted: true,
    stored: { ...noStorage(), mirror: { items: 4, bytes: 40 * MIB }, cache: { items: 9, bytes: 900 * MIB } },
    removable: { ...noStorage(), mirror: { items: 1, bytes: 10 * MIB } },
    next: [
      {
        kind: 'mirror',
        name: 'mirror of repository orders',
        bytes: 10 * MIB,
        usedAt: '2026-09-01T08:00:00.000Z',
        reason: 'age',
      },
    ],
    lastRun: { at: '2026-11-29T07:59:00.000Z', removed: noStorage(), problem: null },
    nextAt: '2026-11-29T09:00:00.000Z',
    removedSince: { ...noStorage(), cache: { items: 2, bytes: 200 * MIB } },
    ...changes,
  };
}

describe("What agents' hosts have stored", () => {
  let plane: ControlPlane;
  let agent: FakeAgent;
  let olga: FakeBrowser;

  beforeEach(async () => {
    plane = await ControlPlane.start();
    agent = await plane.agent();
    olga = await plane.browser('olga');
  });
  afterEach(() => plane.destroy());

  const view = async () =>
    (await olga.call<AgentView[]>('GET', '/api/agents')).find(({ name }) => name === 'micro-1')!;
  const dryRun = async (environment: NodeJS.ProcessEnv = {}, ...args: string[]) => {
    const printed: string[] = [];
    const arranged = { SDP_DATA_DIR: plane.dataDir, ...environment };
    await runAdminCommand(['retention', ...args], arranged, (text) => printed.push(text));
    return printed.join('\n');
  };

  it('is seen in short by everybody, and whole by ops', async () => {
    expect(await view()).toMatchObject({ storage: null });
    const id = (await view()).id;
    const early = await olga.send('GET', `/api/agents/${id}/storage`);
    expect([early.status, early.text]).toEqual([409, expect.stringContaining('has not reported yet')]);

    const report = aReport();
    expect(await agent.ask('agent:storage', report)).toBeNull();
    expect((await view()).storage).toEqual({ ...report, next: undefined, removedSince: undefined });
    expect(await olga.call('GET', `/api/agents/${id}/storage`)).toEqual(report);
    const ada = await plane.browser('ada');
    expect((await ada.send('GET', `/api/agents/${id}/storage`)).status).toBe(403);
  });

  it('outlives a restart', async () => {
    await agent.ask('agent:storage', aReport());
    plane = await plane.restart();
    agent = await plane.agent();
    olga = await plane.browser('olga');
    expect((await view()).storage?.stored.mirror).toEqual({ items: 4, bytes: 40 * MIB });
  });

  it.each<[string, object]>([
    ['a negative size', { stored: { ...noStorage(), mirror: { items: 1, bytes: -1 } } }],
    ['a kind that nobody knows', { stored: { ...noStorage(), database: { items: 1, bytes: 1 } } }],
    ['no list', { next: 'all' }],
    ['a list too long', { next: Array.from({ length: 201 }, () => aReport().next[0]) }],
    ['a time that is none', { nextAt: 'soon' }],
    ['a reason of its own', { next: [{ ...aReport().next[0], reason: 'because' }] }],
  ])('is refused with %s', async (_, changes) => {
    const answer = await agent.tryAsk('agent:storage', { ...aReport(), ...changes });
    expect(answer).toMatchObject({ ok: false, error: { code: 'invalid-input' } });
    expect(await view()).toMatchObject({ storage: null });
  });

  it('is counted in the metrics', async () => {
    await agent.ask('agent:storage', aReport());
    await agent.ask('agent:storage', aReport());
    const { text } = await olga.send('GET', '/api/metrics');
    expect(text).toContain(`sdp_retention_freed_bytes_total{host="micro-1",kind="cache"} ${400 * MIB}`);
    expect(text).toContain('sdp_retention_removed_total{host="micro-1",kind="cache"} 4');
    expect(text).toContain(`sdp_agent_stored_bytes{agent="micro-1",kind="mirror"} ${40 * MIB}`);
  });

  describe('sdp-admin retention', () => {
    it('says what would go, of agents as they reported, and removes nothing', async () => {
      await agent.ask('agent:storage', aReport());
      const said = await dryRun({ SDP_RETENTION_DAYS: '30' }, '--dry-run');
      expect(said).toContain('SDP_RETENTION_DAYS=30, SDP_RETENTION_PER_SERVICE=50');
      expect(said).toContain('control plane: 0 deployments');
      expect(said).toContain(
        'agent micro-1, as of 2026-11-29T08:00:00.000Z: 1 things go at 2026-11-29T09:00:00.000Z',
      );
      expect(said).toContain('mirrors: 10.0 MB of 40.0 MB');
      expect(said).toContain('mirror of repository orders  used 2026-09-01T08:00:00.000Z  10.0 MB  too old');
      expect(said).toContain('agent gateway-1: has not reported yet');
    });

    it('does so while the control plane is stopped as well', async () => {
      await agent.ask('agent:storage', aReport());
      await plane.close();
      expect(await dryRun({}, '--dry-run')).toContain('agent micro-1, as of');
      plane = await ControlPlane.start({ dataDir: plane.dataDir });
    });

    it.each<[string, NodeJS.ProcessEnv, string[], string]>([
      ['without --dry-run', {}, [], 'by themselves'],
      ['with more words', {}, ['--dry-run', 'now'], 'sdp-admin:'],
      ['with a bad setting', { SDP_RETENTION_DAYS: 'never' }, ['--dry-run'], 'SDP_RETENTION_DAYS'],
      ['where there is no database', { SDP_DATA_DIR: '/nowhere' }, ['--dry-run'], 'There is no database'],
    ])('says what is wrong %s', async (_, environment, args, words) => {
      await expect(dryRun(environment, ...args)).rejects.toThrow(words);
    });
  });
});
