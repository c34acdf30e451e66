import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type DeploymentState, type DeploymentView, type SandboxView } from '@sdp/protocol';
import { BrowserSocket } from './support/browser-socket.js';
import { floodNumbers } from './support/go-gate.js';
import { Hammer } from './support/hammer.js';
import { expectInvariants } from './support/invariants.js';
import { Platform } from './support/platform.js';
import { until } from './support/until.js';

const FLOOD = 20_000;

describe('faults', () => {
  let platform: Platform;
  let sandbox: SandboxView;
  let url: string;
  let hammer: Hammer | undefined;

  beforeAll(async () => {
    platform = await Platform.start({
      repositories: ['orders', 'payments'],
      controlPlane: { SDP_HEARTBEAT_MS: '2000' },
      micro: { SDP_CAPACITY: '1' },
    });
    const orders = platform.repository('orders');
    await orders.branch('slow-start', 'main');
    await orders.commit('slow-start', {
      subject: 'Take three seconds to start',
      edits: {
        'main.go': (text) =>
          text
            .replace('import (', 'import (\n\t"time"')
            .replace('address := ":" + port()', 'time.Sleep(3 * time.Second)\n\taddress := ":" + port()'),
      },
    });
    sandbox = await platform.api.createSandbox({ name: 'faults' });
    await platform.api.addService(sandbox.id, {
      repository: 'orders',
      branch: 'main',
      healthPath: '/health',
    });
    await platform.api.addService(sandbox.id, {
      repository: 'payments',
      branch: 'main',
      healthPath: '/health',
    });
    url = (await platform.api.deployWell(sandbox.id, 'orders')).instance.url;
  });

  afterAll(() => platform?.stop(), 60_000);

  afterEach(async () => {
    await hammer?.stop();
    hammer = undefined;
    await platform.goGate.release();
    await platform.goGate.calm();
    platform.git.hang(false);
    platform.wire.restore();
  });

  const request = (body: object = {}) => platform.api.requestDeployment(sandbox.id, 'orders', body);
  const reached = (id: string, state: DeploymentState) => platform.api.waitForState(id, [state], 20_000);

  async function restartMicro(): Promise<void> {
    platform.micro.start();
    await platform.untilAgentConnects(platform.names.micro);
  }

  /** The old version served all along, and everything is as the invariants want it. */
  async function expectUnharmed(): Promise<void> {
    await expectInvariants(platform);
    await hammer?.stop();
    expect(hammer?.failures ?? []).toEqual([]);
    expect(await staleLocks(platform.root)).toEqual([]);
    expect((await fetch(`${url}/orders`)).status).toBe(200);
  }

  describe('the agent is killed', () => {
    const cases: { at: DeploymentState; body?: object; arm(): Promise<void>; disarm(): Promise<void> }[] = [
      {
        at: 'fetching',
        arm: async () => {
          await commitSomething();
          platform.git.hang(true);
        },
        disarm: async () => platform.git.hang(false),
      },
      { at: 'building', arm: () => platform.goGate.hold(), disarm: () => platform.goGate.release() },
      {
        at: 'verifying',
        body: { branch: 'slow-start' },
        arm: async () => undefined,
        disarm: async () => undefined,
      },
    ];

    it.each(cases)('while $at', async ({ at, body, arm, disarm }) => {
      hammer = new Hammer(`${url}/orders`);
      await arm();
      const { id } = await request(body);
      await reached(id, at);
      await platform.micro.stop('SIGKILL');
      await disarm();
      await restartMicro();

      expect(await platform.api.waitForEnd(id)).toMatchObject({
        state: 'failed',
        error: { code: 'agent-restarted', retryable: true },
      });
      await expectUnharmed();
      expect((await platform.api.deploy(sandbox.id, 'orders')).state).toBe('succeeded');
    });

    it.each([0, 60, 120, 200, 300, 450])('%i ms after the container was started', async (delay) => {
      hammer = new Hammer(`${url}/orders`);
      await commitSomething();
      const { id } = await request();
      await platform.api.waitForState(id, ['starting', 'verifying', 'succeeded'], 30_000);
      await new Promise((resolve) => setTimeout(resolve, delay));
      await platform.micro.stop('SIGKILL');
      await restartMicro();

      const { state, error } = await platform.api.waitForEnd(id);
      expect([state, error?.code]).toEqual(
        state === 'succeeded' ? ['succeeded', undefined] : ['failed', 'agent-restarted'],
      );
      await expectUnharmed();
    });

    it('and stays away past its lease: lost, unknown, nothing deleted; its return reconciles', async () => {
      hammer = new Hammer(`${url}/orders`);
      await platform.goGate.hold();
      const { id } = await request();
      await reached(id, 'building');
      await platform.micro.stop('SIGKILL');

      expect((await platform.api.waitForEnd(id)).state).toBe('lost');
      expect((await platform.api.instance(sandbox.id, 'orders')).observed).toBe('unknown');
      expect(await platform.containers({ 'sdp.service': 'orders' })).toHaveLength(1);
      await platform.goGate.release();
      await restartMicro();
      await until(
        'the instance is seen again',
        10_000,
        async () => (await platform.api.instance(sandbox.id, 'orders')).observed === 'running',
      );
      await expectUnharmed();
      expect((await platform.api.deployment(id)).state).toBe('lost');
    });
  });

  it('an agent frozen past its lease: its late result is refused, and it syncs before it acts', async () => {
    hammer = new Hammer(`${url}/orders`);
    await platform.goGate.hold();
    const { id } = await request();
    await reached(id, 'building');
    platform.micro.signal('SIGSTOP');
    expect((await platform.api.waitForEnd(id)).state).toBe('lost');
    await platform.goGate.release();
    platform.micro.signal('SIGCONT');
    await platform.untilAgentConnects(platform.names.micro);

    await expectUnharmed();
    expect((await platform.api.deployment(id)).state).toBe('lost');
    expect((await platform.api.deploy(sandbox.id, 'orders')).state).toBe('succeeded');
  });

  it('the control plane is killed while an agent builds: the deployment ends well, the log has every line once', async () => {
    await platform.goGate.flood(FLOOD);
    await platform.goGate.hold();
    const { id } = await request();
    await reached(id, 'building');
    await platform.controlPlane.stop('SIGKILL');
    await platform.goGate.release();
    platform.controlPlane.start();
    await platform.untilHealthy();

    expect((await platform.api.waitForEnd(id)).state).toBe('succeeded');
    expect(lossOf(await wholeLog(id))).toBe('none');
    await expectUnharmed();
  });

  it('the control plane is killed in the middle of a flood', async () => {
    await platform.goGate.flood(FLOOD);
    const { id } = await request();
    await until('the log grows', 20_000, async () => (await platform.api.deployment(id)).logBytes > 100_000);
    await platform.controlPlane.stop('SIGKILL');
    platform.controlPlane.start();
    await platform.untilHealthy();

    expect((await platform.api.waitForEnd(id)).state).toBe('succeeded');
    expect(lossOf(await wholeLog(id))).toBe('none');
  });

  it('the control plane is killed with work in the queue: it is dispatched again', async () => {
    await platform.goGate.hold();
    const running = await request();
    await reached(running.id, 'building');
    const queued = await platform.api.requestDeployment(sandbox.id, 'payments');
    expect((await platform.api.deployment(queued.id)).queue).toMatchObject({ position: 1 });
    await platform.controlPlane.stop('SIGKILL');
    platform.controlPlane.start();
    await platform.untilHealthy();
    await platform.goGate.release();

    expect((await platform.api.waitForEnd(running.id)).state).toBe('succeeded');
    expect((await platform.api.waitForEnd(queued.id)).state).toBe('succeeded');
    await expectUnharmed();
  });

  it('the wire is cut for 5 s in the middle of a flood: no line lost, none twice', async () => {
    await platform.goGate.flood(FLOOD);
    const browser = await BrowserSocket.connect(platform.api);
    const { id } = await request();
    const streaming = browser.readLog(id);
    await until('the log grows', 20_000, async () => (await platform.api.deployment(id)).logBytes > 50_000);
    platform.wire.cut();
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    platform.wire.restore();

    expect((await platform.api.waitForEnd(id)).state).toBe('succeeded');
    const log = await wholeLog(id);
    expect(lossOf(log)).toBe('none');
    expect(await streaming).toBe(log);
    browser.close();
    await expectUnharmed();
  });

  it('a half-open wire is noticed, and nothing is lost', async () => {
    await platform.goGate.hold();
    const { id } = await request();
    await reached(id, 'building');
    platform.wire.halfOpen();
    await platform.goGate.release();
    await until('the control plane notices', 10_000, async () => {
      const health = await platform.api.get<{ agents: { connected: number } }>('/health');
      return health.agents.connected === 1;
    });
    platform.wire.restore();
    await platform.untilAgentConnects(platform.names.micro);

    expect((await platform.api.waitForEnd(id)).state).toBe('succeeded');
    await expectUnharmed();
  });

  it('two deployments of one instance at once: the newest wins, one container', async () => {
    await platform.goGate.hold();
    const [first, second, third] = [await request(), await request(), await request()];
    await platform.goGate.release();
    const ends = await Promise.all([first, second, third].map(({ id }) => platform.api.waitForEnd(id)));

    expect(ends[2]?.state).toBe('succeeded');
    for (const { state } of ends.slice(0, 2)) expect(['superseded', 'canceled']).toContain(state);
    await expectUnharmed();
    expect((await platform.api.instance(sandbox.id, 'orders')).running?.deploymentId).toBe(third.id);
  });

  it.each<DeploymentState>(['fetching', 'building', 'verifying'])('cancel while %s', async (at) => {
    hammer = new Hammer(`${url}/orders`);
    if (at === 'fetching') {
      await commitSomething();
      platform.git.hang(true);
    }
    if (at === 'building') await platform.goGate.hold();
    const { id } = await request(at === 'verifying' ? { branch: 'slow-start' } : {});
    await reached(id, at);
    await platform.api.post(`/deployments/${id}/cancel`);

    const deployment: DeploymentView = await platform.api.waitForEnd(id, 20_000);
    expect(deployment.state).toBe('canceled');
    expect(await processesMentioning(id)).toEqual([]);
    await expectUnharmed();
  });

  it('git hangs: a deadline ends it', async () => {
    await platform.micro.stop();
    platform.micro.start({ SDP_FETCH_TIMEOUT_MS: '2000' });
    await platform.untilAgentConnects(platform.names.micro);
    await commitSomething();
    platform.git.hang(true);
    const { id } = await request();
    const { state, error } = await platform.api.waitForEnd(id, 20_000);
    expect([state, error?.code]).toEqual(['failed', 'step-timeout']);
  });

  it('a pinned commit is deployed even when the branch has moved by force', async () => {
    const orders = platform.repository('orders');
    const pinned = await commitSomething();
    await request({ commit: pinned }).then(({ id }) => platform.api.waitForEnd(id));
    await orders.rewrite('main', { subject: 'Rewrite history', edits: { 'README.md': 'rewritten\n' } });
    const deployment = await platform.api.deploy(sandbox.id, 'orders', { commit: pinned });
    expect(deployment).toMatchObject({ state: 'succeeded', commit: { id: pinned } });
  });

  /** The log once its last byte has arrived, which may be after the deployment's end: streamed, and the same from the file. */
  async function wholeLog(id: string): Promise<string> {
    const browser = await BrowserSocket.connect(platform.api);
    const log = await browser.readLog(id);
    browser.close();
    expect((await platform.api.log(id)) === log).toBe(true);
    return log;
  }

  let edits = 0;
  async function commitSomething(): Promise<string> {
    edits += 1;
    return platform.repository('orders').commit('main', {
      subject: `Edit ${edits}`,
      edits: { 'main.go': (text) => `${text}// edit ${edits}\n` },
    });
  }
});

/** What is wrong with the numbered lines of a flood, in a few words. */
function lossOf(log: string): string {
  const numbers = floodNumbers(log);
  const wrong = numbers.findIndex((number, index) => number !== index + 1);
  if (wrong >= 0) return `line ${wrong + 1} is ${numbers[wrong]}`;
  return numbers.length === FLOOD ? 'none' : `ends after ${numbers.length} of ${FLOOD} lines`;
}

async function staleLocks(root: string): Promise<string[]> {
  const entries = await readdir(root, { recursive: true });
  return entries
    .filter((path) => path.endsWith('.lock') && path.includes('.git'))
    .map((path) => join(root, path));
}

/** Command lines of live processes that name a deployment's work tree: a build that outlived its cancel. */
async function processesMentioning(text: string): Promise<string[]> {
  const { readFile } = await import('node:fs/promises');
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const lines = await Promise.all(
    pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')),
  );
  return lines.filter((line) => line.includes(text));
}
