import { AGENTS_NAMESPACE, OLDEST_PROTOCOL_VERSION, PROTOCOL_VERSION, SOCKET_PATH } from '@sdp/protocol';
import { io } from 'socket.io-client';
import { type AgentLoadView, type AgentView, type RepositoryView } from '@sdp/protocol';
import { AgentPresence } from '../src/agents/agent-presence.js';
import { Clock } from '../src/clock/clock.js';
import { aConfig, ControlPlane, TOKENS } from './control-plane.js';
import { aGoodRun, type FakeAgent, NO_ANSWER, refuse } from './fake-agent.js';
import { waitUntil } from './wait-until.js';

class StoppedClock extends Clock {
  elapsedMs = 0;

  override elapsed(): number {
    return this.elapsedMs;
  }
}

describe('Agents', () => {
  let plane: ControlPlane;
  const clock = new StoppedClock();

  beforeEach(async () => {
    clock.elapsedMs = 0;
    plane = await ControlPlane.start({ clock });
  });
  afterEach(() => plane.destroy());

  it.each([
    ['no token', undefined],
    ['an empty token', ''],
    ['a wrong token', 'x'.repeat(35)],
    ['an object for a token', { length: 35 }],
    ['a token with something after it', `${TOKENS['micro-1']} `],
  ])('are refused with %s', async (_, token) => {
    await expect(plane.agent({ token: token as string })).rejects.toThrow('token is not known');
  });

  it.each([
    [PROTOCOL_VERSION + 1, /at most \d+: the agent is newer. Upgrade the control plane first/],
    [OLDEST_PROTOCOL_VERSION - 1, /the agent is too old. Install the release of the control plane/],
    [undefined, /the agent is too old/],
    ['3', /the agent is too old/],
  ])('are refused with protocol %s, with words that say what to do', async (protocol, words) => {
    const auth = { token: TOKENS['micro-1'], protocol };
    const socket = io(`${plane.url}${AGENTS_NAMESPACE}`, {
      path: SOCKET_PATH,
      transports: ['websocket'],
      auth,
      reconnection: false,
      forceNew: true,
    });
    const error = await new Promise<Error>((resolve) => socket.once('connect_error', resolve));
    socket.close();
    expect(error.message).toMatch(words);
  });

  describe('that are refused', () => {
    const refused = async (protocol: unknown) => {
      await expect(plane.agent({ name: 'micro-2', protocol: protocol as number })).rejects.toThrow(
        'agent is',
      );
      return seen('micro-2');
    };
    const seen = async (name: string) => {
      const olga = await plane.browser('olga');
      return (await olga.call<AgentView[]>('GET', '/api/agents')).find((agent) => agent.name === name)!;
    };
    beforeEach(() => plane.agent());

    it.each([
      [
        OLDEST_PROTOCOL_VERSION - 1,
        'too-old',
        "Install the release of the control plane on the agent's host.",
      ],
      [PROTOCOL_VERSION + 1, 'too-new', 'Upgrade the control plane first, then the agents.'],
    ])('are seen with protocol %s, and what to do about it', async (protocol, reason, words) => {
      expect((await seen('micro-2')).refusal).toBeNull();
      const { refusal, isConnected } = await refused(protocol);
      expect(isConnected).toBe(false);
      expect(refusal).toEqual({
        at: expect.any(String),
        reason,
        message: expect.stringContaining(words),
      });
    });

    it('are told of live, and no more once they are let in', async () => {
      const olga = await plane.browser('olga');
      const socket = await olga.connect();
      await socket.tryAsk('watch', { topic: 'agents' });
      await refused(1);
      await waitUntil('the refusal', () =>
        olga.updates.some((update) => update.kind === 'agent' && update.value.refusal?.reason === 'too-old'),
      );
      const agent = await plane.agent({ name: 'micro-2' });
      expect((await seen('micro-2')).refusal).toBeNull();
      agent.close();
      await waitUntil('the end', async () => !(await seen('micro-2')).isConnected);
      expect((await seen('micro-2')).refusal).toBeNull();
    });

    it('for what they say of themselves are seen as well', async () => {
      await expect(plane.agent({ name: 'micro-2', hello: { kind: 'gateway' } })).rejects.toThrow();
      expect((await seen('micro-2')).refusal).toMatchObject({
        reason: 'misconfigured',
        message: expect.stringContaining('Start the right agent program'),
      });
    });
  });

  it('of the release before deploy as ever, and get no word that they do not know', async () => {
    const agent = await plane.agent({ protocol: OLDEST_PROTOCOL_VERSION });
    const ada = await plane.browser('ada');
    const { id } = await ada.aSandboxWith({ repository: 'orders' });
    const deployment = await ada.deploy(id, 'orders');
    const frame = await agent.runFrame(deployment.id);
    expect(Object.keys(frame)).not.toContain('access');
    await agent.report(frame, aGoodRun());
    expect((await ada.deploymentIn(deployment.id, 'succeeded')).state).toBe('succeeded');
  });

  it('are of the kind their token was made for', async () => {
    await expect(plane.agent({ hello: { kind: 'gateway' } })).rejects.toThrow('configured as kind micro');
  });

  it.each<[string, object]>([
    ['a port range upside down', { portRange: { from: 5, to: 4 } }],
    ['a port beyond all ports', { portRange: { from: 1, to: 70_000 } }],
    ['an address that is a URL', { address: 'http://evil/' }],
    ['an address with a path', { address: 'host/..' }],
    ['no capacity', { capacity: 0 }],
    ['an unknown strategy', { strategies: ['cobol'] }],
    [
      'a repository with a bad name',
      { repositories: [{ name: '../x', url: 'u', stack: 'go', defaultBranch: 'm' }] },
    ],
    ['an unknown field', { role: 'root' }],
    ['something for a list', { instances: 'all' }],
  ])('are refused when they announce %s', async (_, hello) => {
    await expect(plane.agent({ hello })).rejects.toMatchObject({ code: 'invalid-input' });
  });

  it('are not heard before they are admitted, nor in any other namespace', async () => {
    const agent = await plane.agent();
    const manager = agent.socket.io;
    for (const name of ['/', '/admin']) {
      const socket = manager.socket(name, { auth: { token: TOKENS['micro-1'] } });
      await expect(
        new Promise((_, reject) => {
          socket.once('connect_error', reject);
          socket.connect();
        }),
      ).rejects.toThrow(/namespace/);
    }
  });

  it('hear their settings and the whole truth', async () => {
    const agent = await plane.agent();
    expect(agent.welcome).toEqual({
      agentId: expect.any(String),
      name: 'micro-1',
      heartbeatMs: 2_000,
      leaseMs: 30_000,
    });
    expect(agent.framesOf('reconcile')).toEqual([{ instances: [], active: [] }]);
  });

  it('say how busy their host is, and an hour of that is kept', async () => {
    const agent = await plane.agent();
    const ada = await plane.browser();
    const agents = await ada.call<AgentView[]>('GET', '/api/agents');
    const { id = '' } = agents.find(({ name }) => name === 'micro-1') ?? {};
    const load = { cpu: 0.25, memoryUsedBytes: 1e9, memoryTotalBytes: 4e9 };
    await agent.heartbeat({ load });
    clock.elapsedMs += 5_000;
    await agent.heartbeat({ load: { ...load, cpu: 1 } });
    for (let sample = 0; sample < 241; sample += 1) {
      clock.elapsedMs += 15_000;
      await agent.heartbeat({ load: { ...load, cpu: 0.5 } });
    }
    clock.elapsedMs += 15_000;
    await agent.heartbeat();

    const { samples } = await ada.call<AgentLoadView>('GET', `/api/agents/${id}/load`);
    expect(samples).toHaveLength(240);
    expect(samples[0]).toMatchObject({ cpu: 0.5, memory: { usedBytes: 1e9, totalBytes: 4e9 }, running: 0 });
    expect(samples.at(-1)).toMatchObject({ cpu: null, memory: null, freeDiskBytes: 60e9 });
  });

  it('may be given work although their engine was away when they were told the truth', async () => {
    const away = { code: 'engine-unreachable' as const, message: 'Docker does not answer.' };
    const agent = await plane.agent({ answers: { reconcile: () => refuse(away) } });
    const ada = await plane.browser();
    const { id } = await ada.aSandboxWith({ repository: 'orders' });
    await agent.runFrame((await ada.deploy(id, 'orders')).id);
    expect(agent.socket.connected).toBe(true);
  });

  it('replace their own earlier connection', async () => {
    const first = await plane.agent();
    const second = await plane.agent();
    await waitUntil('the first to be closed', () => first.socket.disconnected);
    expect(second.socket.connected).toBe(true);
    const ada = await plane.browser();
    expect(second.framesOf('credentials:probe')).toHaveLength(1);
    const agents = await ada.call<AgentView[]>('GET', '/api/agents');
    expect(agents.find(({ name }) => name === 'micro-1')?.isConnected).toBe(true);
  });

  it('get no work over a new connection before they were told the truth on it', async () => {
    await plane.agent();
    let answer = () => undefined as void;
    const gate = new Promise<void>((resolve) => (answer = resolve));
    const returned = await plane.agent({ answers: { reconcile: () => gate.then(() => null) } });
    const ada = await plane.browser();
    const { id } = await ada.aSandboxWith({ repository: 'orders' });
    const deployment = await ada.deploy(id, 'orders');
    await ada.deployment(deployment.id);
    expect((await ada.deployment(deployment.id)).state).toBe('queued');
    answer();
    await returned.runFrame(deployment.id);
  });

  it('keep a new connection when the reconciliation on the one before breaks off', async () => {
    await plane.agent({ answers: { reconcile: () => NO_ANSWER } });
    const returned = await plane.agent();
    const ada = await plane.browser();
    const { id } = await ada.aSandboxWith({ repository: 'orders' });
    await returned.runFrame((await ada.deploy(id, 'orders')).id);
    expect(returned.socket.connected).toBe(true);
  });

  it('announce their repositories anew with every hello; one name stays one remote', async () => {
    await plane.agent();
    await plane.agent({
      name: 'micro-2',
      hello: {
        repositories: [
          { name: 'orders', url: 'https://git.evil/orders.git', stack: 'go', defaultBranch: 'main' },
          { name: 'catalog', url: 'https://git.test/catalog.git', stack: 'go', defaultBranch: 'main' },
        ],
      },
    });
    const ada = await plane.browser();
    const list = await ada.call<RepositoryView[]>('GET', '/api/repositories');
    expect(list.map(({ name, url, agents }) => [name, url, agents])).toEqual([
      ['catalog', 'https://git.test/catalog.git', ['micro-1', 'micro-2']],
      ['orders', 'https://git.test/orders.git', ['micro-1']],
    ]);

    await plane.agent({ hello: { repositories: [] } });
    const after = await ada.call<RepositoryView[]>('GET', '/api/repositories');
    expect(after.map(({ name, agents, isAvailable }) => [name, agents, isAvailable])).toEqual([
      ['catalog', ['micro-2'], true],
      ['orders', [], false],
    ]);
  });

  it('add a repository with the credentials of who asks', async () => {
    const agent = await plane.agent();
    agent.answers['repositories:add'] = ({ name, url }) => ({
      name,
      url,
      stack: 'go',
      defaultBranch: 'trunk',
    });
    const ada = await plane.browser('ada', 'secret');
    const url = 'https://git.test/payments.git';
    const added = await ada.call<RepositoryView>('POST', '/api/repositories', {
      name: 'payments',
      url,
      kind: 'micro',
    });
    expect(added).toEqual({
      name: 'payments',
      url,
      stack: 'go',
      defaultBranch: 'trunk',
      agents: ['micro-1'],
      isAvailable: true,
    });
    expect(agent.framesOf('repositories:add')).toEqual([
      { name: 'payments', url, credentials: { username: 'ada', password: 'secret' } },
    ]);
    const other = { name: 'payments', url: 'https://git.test/other.git', kind: 'micro' };
    expect(await ada.send('POST', '/api/repositories', other)).toMatchObject({ status: 409 });
  });

  describe('with a lease', () => {
    const deploying = async (): Promise<{
      agent: FakeAgent;
      deploymentId: string;
      ada: Awaited<ReturnType<typeof plane.browser>>;
      sandboxId: string;
    }> => {
      const agent = await plane.agent();
      const ada = await plane.browser();
      const { id: sandboxId } = await ada.aSandboxWith({ repository: 'orders' });
      const { id: deploymentId } = await ada.deploy(sandboxId, 'orders');
      await agent.runFrame(deploymentId);
      return { agent, ada, sandboxId, deploymentId };
    };

    it('lose what they worked on once it runs out, and no sooner', async () => {
      const { agent, ada, sandboxId, deploymentId } = await deploying();
      const presence = plane.app.get(AgentPresence);
      clock.elapsedMs = 29_999;
      presence.expireSilent();
      expect((await ada.deployment(deploymentId)).state).toBe('dispatched');

      clock.elapsedMs = 30_001;
      presence.expireSilent();
      const lost = await ada.deploymentIn(deploymentId, 'lost');
      expect(lost.error).toMatchObject({ code: 'lease-expired', retryable: true });
      await waitUntil('the connection to be closed', () => agent.socket.disconnected);
      const sandbox = await ada.call<{ services: { observed: string }[] }>(
        'GET',
        `/api/sandboxes/${sandboxId}`,
      );
      expect(sandbox.services[0]?.observed).toBe('unknown');
    });

    it('keep it by any sign of life', async () => {
      const { agent, ada, deploymentId } = await deploying();
      clock.elapsedMs = 29_000;
      await agent.heartbeat({ running: 1 });
      clock.elapsedMs = 58_000;
      plane.app.get(AgentPresence).expireSilent();
      expect((await ada.deployment(deploymentId)).state).toBe('dispatched');
    });

    it('find what they come back with refused, and are told to end it', async () => {
      const { agent, ada, deploymentId } = await deploying();
      const { epoch } = await agent.runFrame(deploymentId);
      clock.elapsedMs = 30_001;
      plane.app.get(AgentPresence).expireSilent();
      await ada.deploymentIn(deploymentId, 'lost');

      const back = await plane.agent({ hello: { deployments: [{ deploymentId, epoch, finished: false }] } });
      expect(back.framesOf('reconcile')[0]?.active).toEqual([]);
      const event = {
        seq: 1,
        at: new Date().toISOString(),
        type: 'step-started' as const,
        step: 'fetch' as const,
      };
      await expect(back.report({ deploymentId, epoch }, [event])).rejects.toMatchObject({
        code: 'stale-epoch',
      });
      expect((await ada.deployment(deploymentId)).state).toBe('lost');
    });
  });

  it('that were taken out of the configuration are strangers, after a restart with it', async () => {
    await plane.agent();
    const { dataDir } = plane;
    await plane.close();
    const { agents } = aConfig({ dataDir });
    plane = await ControlPlane.start({
      dataDir,
      config: { agents: agents.filter(({ name }) => name !== 'micro-1') },
    });
    await expect(plane.agent()).rejects.toThrow('token is not known');
  });
});
