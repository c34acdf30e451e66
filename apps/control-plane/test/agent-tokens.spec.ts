import { type AgentTokenView, type AgentView } from '@sdp/protocol';
import { DataSource } from 'typeorm';
import { ControlPlane, TOKENS } from './control-plane.js';
import { FakeAgent } from './fake-agent.js';
import { type FakeBrowser } from './fake-browser.js';
import { waitUntil } from './wait-until.js';

const OTHER_TOKEN = 'another-token-0123456789-abcdefghij';

describe('What ops decides about agents', () => {
  let plane: ControlPlane;
  let olga: FakeBrowser;

  beforeEach(async () => {
    plane = await ControlPlane.start();
    await plane.agent({ name: 'gateway-1' });
    olga = await plane.browser('olga');
  });
  afterEach(() => plane.destroy());

  const agentNamed = async (name: string, browser = olga): Promise<AgentView> => {
    const agents = await browser.call<AgentView[]>('GET', '/api/agents');
    return agents.find((agent) => agent.name === name)!;
  };
  const rotate = async (name = 'micro-1') => {
    const { id } = await agentNamed(name);
    return (await olga.call<AgentTokenView>('POST', `/api/agents/${id}/token`)).token;
  };
  const revoke = async () => olga.call('DELETE', `/api/agents/${(await agentNamed('micro-1')).id}/token`);
  const restartWith = async (changed: Record<string, string> = {}) => {
    const { dataDir } = plane;
    await plane.close();
    const agents = Object.entries({ ...TOKENS, ...changed }).map(([name, token]) => ({
      name,
      kind: name.startsWith('gateway') ? ('gateway' as const) : ('micro' as const),
      token,
    }));
    plane = await ControlPlane.start({ dataDir, config: { agents } });
    await plane.agent({ name: 'gateway-1' });
    olga = await plane.browser('olga');
  };

  it('shows what each agent says of itself', async () => {
    const agent = await plane.agent();
    await agent.heartbeat({
      freeDiskBytes: 5e9,
      totalDiskBytes: 50e9,
      images: [{ stack: 'go', name: 'alpine:3.20', isPresent: false }],
    });
    const view = await agentNamed('micro-1');
    expect(view).toEqual({
      id: agent.welcome.agentId,
      name: 'micro-1',
      kind: 'micro',
      isConnected: true,
      lastContactAt: expect.any(String),
      version: '0.1.0',
      address: 'host.test',
      portRange: { from: 21000, to: 21009 },
      capacity: 2,
      noSchedule: false,
      running: 0,
      queued: 0,
      instances: 0,
      disk: { freeBytes: 5e9, totalBytes: 50e9 },
      images: [{ stack: 'go', name: 'alpine:3.20', isPresent: false }],
      gitHosts: [],
      switch: null,
      storage: null,
      refusal: null,
      isRevoked: false,
    });
    expect(await olga.call('GET', `/api/agents/${view.id}`)).toEqual(view);
    expect((await agentNamed('gateway-1')).switch).toMatchObject({ domain: 'sandbox.test', problem: null });
  });

  it.each<[string, object]>([
    ['no total of the disk', { totalDiskBytes: undefined }],
    ['a disk of less than nothing', { freeDiskBytes: -1 }],
    ['an image of an unknown stack', { images: [{ stack: 'cobol', name: 'x', isPresent: true }] }],
    ['a switch at a script', { switch: { url: 'javascript:alert(1)', domain: null, problem: null } }],
    [
      'a switch with a field that nobody knows',
      { switch: { url: 'http://x', domain: null, problem: null, a: 1 } },
    ],
  ])('refuses a heartbeat with %s', async (_, values) => {
    const agent = await plane.agent();
    await expect(agent.heartbeat(values)).rejects.toMatchObject({ code: 'invalid-input' });
  });

  describe('with another token', () => {
    it('ends the connection of the old one, which is not good any more', async () => {
      const agent = await plane.agent();
      const token = await rotate();
      await waitUntil('the agent to be shown out', () => agent.socket.disconnected);
      await expect(plane.agent()).rejects.toThrow('not known');
      await plane.agent({ token });
      expect(await agentNamed('micro-1')).toMatchObject({ isConnected: true, isRevoked: false });
    });

    it('ends a connection that has not said hello yet', async () => {
      await plane.agent();
      const silent = new FakeAgent(plane.url, { name: 'micro-1', token: TOKENS['micro-1']! });
      silent.open();
      await waitUntil('it to be let in', () => silent.socket.connected);
      await rotate();
      await waitUntil('it to be shown out', () => silent.socket.disconnected);
      silent.close();
    });

    it('keeps it over a restart, since the configuration says nothing new', async () => {
      const token = await rotate();
      await restartWith();
      await expect(plane.agent()).rejects.toThrow('not known');
      await plane.agent({ token });
    });

    it('takes over what the configuration says anew', async () => {
      const token = await rotate();
      await restartWith({ 'micro-1': OTHER_TOKEN });
      await expect(plane.agent({ token })).rejects.toThrow('not known');
      await plane.agent({ token: OTHER_TOKEN });
    });

    it('is shown this once, and kept as a hash', async () => {
      const token = await rotate();
      const rows = await plane.app.get(DataSource).query('SELECT * FROM agent');
      expect(JSON.stringify(rows)).not.toContain(token);
      expect(JSON.stringify(await olga.call('GET', '/api/agents'))).not.toContain(token);
      expect(JSON.stringify(await olga.call('GET', '/api/audit'))).not.toContain(token);
    });
  });

  it('takes a token away: the agent is shown out and stays out, until it gets a new one', async () => {
    const agent = await plane.agent();
    await revoke();
    await waitUntil('the agent to be shown out', () => agent.socket.disconnected);
    expect(await agentNamed('micro-1')).toMatchObject({ isConnected: false, isRevoked: true });
    await restartWith();
    await expect(plane.agent()).rejects.toThrow('not known');
    await plane.agent({ token: await rotate() });
    expect(await agentNamed('micro-1')).toMatchObject({ isRevoked: false });
  });

  describe('with another name', () => {
    it('keeps who it is, over a restart, too', async () => {
      const { id } = await agentNamed('micro-1');
      await olga.call('PATCH', `/api/agents/${id}`, { name: 'micro-east' });
      await restartWith();
      expect((await agentNamed('micro-east')).id).toBe(id);
      expect(await agentNamed('micro-1')).toBeUndefined();
      expect((await plane.agent()).welcome).toMatchObject({ agentId: id, name: 'micro-east' });
    });

    it('leaves its old name to a new agent of the configuration', async () => {
      const { id } = await agentNamed('micro-2');
      await olga.call('PATCH', `/api/agents/${id}`, { name: 'micro-9' });
      await restartWith({ 'micro-9': OTHER_TOKEN });
      const agent = await plane.agent({ token: OTHER_TOKEN });
      expect(agent.welcome.name).toBe('micro-9-2');
      expect((await agentNamed('micro-9')).id).toBe(id);
    });

    it.each<[string, unknown, number]>([
      ['the name of another', 'micro-2', 409],
      ['a bad name', '../x', 400],
      ['no text', null, 400],
    ])('refuses %s', async (_, name, status) => {
      const { id } = await agentNamed('micro-1');
      expect((await olga.send('PATCH', `/api/agents/${id}`, { name })).status).toBe(status);
    });
  });

  it('drains one and opens it again, in the audit trail and before all eyes', async () => {
    const ada = await plane.browser('ada');
    const socket = await ada.connect();
    await socket.ask('watch', { topic: 'agents' });
    const { id } = await agentNamed('micro-1');
    await olga.call('PATCH', `/api/agents/${id}`, { noSchedule: true });
    await waitUntil('ada to see it', () =>
      ada.updates.some((update) => update.kind === 'agent' && update.value.noSchedule),
    );
    await olga.call('PATCH', `/api/agents/${id}`, { noSchedule: false });
    const { items } = await olga.call<{ items: { summary: string }[] }>(
      'GET',
      '/api/audit?actor=olga&action=agent',
    );
    expect(items.map(({ summary }) => summary)).toEqual([
      'opened agent micro-1 for new instances',
      'drained agent micro-1',
    ]);
  });
});
