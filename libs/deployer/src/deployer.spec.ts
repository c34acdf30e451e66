import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type DeploymentStep } from '@sdp/protocol';
import { OwnBuilds } from './builds/build-runner.js';
import { CurrentContainers } from './instances/current-containers.js';
import { Deployer } from './deployer.js';
import { type DeploymentRequest } from './deployment-request.js';
import { freePort, RecordingReporter } from './engine-fixture.js';
import { DeployError } from './errors.js';
import { type GitSource } from './git/git-source.js';
import { InstanceOutput } from './instances/instance-output.js';
import { Instances } from './instances/instances.js';
import { Observation } from './instances/observation.js';
import { Exchange } from './pipeline/exchange.js';
import { Preflight } from './pipeline/preflight.js';
import { Readiness } from './pipeline/readiness.js';
import { ReleaseMaker } from './pipeline/release-maker.js';
import { ReleasePlanner } from './pipeline/release-planner.js';
import { Releases } from './pipeline/releases.js';
import { Pointing } from './ports/pointing.js';
import { type PortSwitch } from './ports/port-switch.js';
import { PortSwitchServer } from './ports/port-switch-server.js';
import { PortTable } from './ports/port-table.js';
import { type Repositories } from './repositories.js';
import { type FakeProgram } from './runtime/fake-program.js';
import { FakeRuntime } from './runtime/fake-runtime.js';
import { until } from './until.js';
import { type DeployStrategy } from './strategies/deploy-strategy.js';
import { type Front } from './switch/front.js';

const sandboxId = randomUUID();
const repository = {
  name: 'orders',
  url: 'https://git.test/orders.git',
  stack: 'go' as const,
  defaultBranch: 'main',
};

const KEPT = { count: 3, areOldOnesLeft: false };

/** The branch is the program that runs: `say-one`, `exits`, … */
const strategy: DeployStrategy = {
  stack: 'go',
  markers: ['program'],
  caches: [],
  detect: async () => true,
  plan: async (tree, { containerPort = 8080 }, { image, release }) => ({
    stack: 'go',
    requirements: {},
    files: [{ path: join(release, 'bin'), text: null }],
    builds:
      (await tree.read('program')) === 'slow-build'
        ? [
            {
              title: 'slow',
              program: 'sleep',
              args: ['60'],
              cwd: tree.root,
              env: { PATH: process.env['PATH'] ?? '' },
              writesTo: [],
            },
          ]
        : [],
    notices: [],
    run: {
      image,
      command: [(await tree.read('program')) ?? ''],
      mounts: [],
      tmpfs: {},
      user: '1:1',
      workingDirectory: '/',
      variables: {},
      port: containerPort,
    },
  }),
};

let dataDir: string;
let runtime: FakeRuntime;
let ports: PortSwitch;
let server: PortSwitchServer;
let deployer: Deployer;
let instances: Instances;
let observation: Observation;
let output: InstanceOutput;
let hostPort: number;
let epoch: number;
let isWell: boolean;

beforeEach(async () => {
  isWell = true;
  dataDir = await mkdtemp(join(tmpdir(), 'sdp-deployer-'));
  hostPort = await freePort();
  epoch = 0;
  runtime = new FakeRuntime({
    images: { 'base:1': {} },
    // Long enough to look at the ports meanwhile, many times.
    graceSecondMs: 200,
    programs: {
      'say-one': serving('one'),
      'say-two': serving('two'),
      exits: async ({ print }) => {
        print('no licence');
        return 3;
      },
      unhealthy: async ({ serve, stopping }) => {
        await serve((_, response) => response.writeHead(503).end());
        return stopped(stopping);
      },
      'dies-later': async ({ serve, print }) => {
        const answered = new Promise<void>((resolve) => {
          void serve((_, response) => response.end('three', () => resolve()));
        });
        await answered;
        print('cannot go on');
        return 4;
      },
      stubborn: async ({ serve }) => {
        await serve((_, response) => response.end('stubborn'));
        return new Promise(() => undefined);
      },
      talks: async ({ serve, spec: { variables }, print, stopping }) => {
        await serve((_, response) => response.end('hello'));
        print(variables['GREETING'] ?? '');
        print(`token=${variables['TOKEN']}`);
        for (const line of (variables['KEY'] ?? '').split('\n').filter(Boolean)) print(line);
        print('Bye');
        return stopped(stopping);
      },
      floods: async ({ serve, print, stopping }) => {
        await serve((_, response) => response.end('flood'));
        for (let line = 0; line < 5_000; line++) print('\u0001'.repeat(1_000));
        print('end');
        return stopped(stopping);
      },
      'slow-build': async () => 0,
    },
  });
  server = new PortSwitchServer(new PortTable(join(dataDir, 'ports.json')), '127.0.0.1');
  ports = {
    ensureRunning: async () => undefined,
    hold: (port) => server.hold(port),
    point: (port, target) => server.point(port, target),
    park: (port) => server.park(port),
    clear: (port) => server.clear(port),
    entries: async () => new Map(server.list()),
    drain: (target, timeoutMs) => server.drain(target, timeoutMs),
  };
  wire('base:1');
});

afterEach(async () => {
  for (const { id } of await runtime.list()) await runtime.remove(id);
  server.release();
  await rm(dataDir, { recursive: true, force: true });
});

function wire(image: string, minFreeDiskBytes = 0, front?: Front): void {
  const git = {
    fetchCommit: async (_: unknown, { branch }: { branch: string }) => ({
      id: Buffer.from(branch).toString('hex').padEnd(40, '0'),
      author: 'Ada',
      time: '2026-01-01T00:00:00Z',
      subject: branch,
    }),
    checkOut: async (_: unknown, commit: string, folder: string) => {
      await mkdir(folder, { recursive: true });
      await writeFile(join(folder, 'program'), Buffer.from(commit, 'hex').toString().replace(/\0+$/, ''));
    },
  } as unknown as GitSource;
  const releases = new Releases(dataDir, KEPT);
  const pointing = new Pointing();
  const readiness = new Readiness(runtime);
  const config = { dataDir, deadlines: { fetchMs: 5_000, buildMs: 5_000, startMs: 5_000, verifyMs: 300 } };
  const environment = {};
  const planner = new ReleasePlanner(git, releases, [strategy], {
    images: { go: image, php: image },
    cacheOf: () => dataDir,
    environment,
    goProxy: 'off',
  });
  const repositories = { get: () => repository } as unknown as Repositories;
  const preflight = new Preflight(runtime, ports, { folders: [dataDir], minFreeDiskBytes, environment });
  const { deadlines } = config;
  const builds = new OwnBuilds(dataDir);
  const maker = new ReleaseMaker({
    deadlines,
    repositories,
    git,
    releases,
    planner,
    preflight,
    builds,
    runtime,
  });
  const exchange = new Exchange(runtime, ports, releases, readiness, pointing);
  const workshop = { config, repositories, git, planner, maker, builds, runtime, readiness, exchange };
  deployer = new Deployer({ ...workshop, ...(front && { front }) });
  const current = new CurrentContainers(runtime, ports);
  instances = new Instances(runtime, current, ports, releases, pointing);
  observation = new Observation(runtime, current, releases);
  output = new InstanceOutput(runtime, current);
}

function serving(words: string): FakeProgram {
  return async ({ serve, print, stopping }) => {
    await serve((_, response) => response.writeHead(isWell ? 200 : 500).end(words));
    print(`${words} is up`);
    return stopped(stopping);
  };
}

function stopped(stopping: AbortSignal): Promise<number> {
  return new Promise((resolve) => stopping.addEventListener('abort', () => resolve(0), { once: true }));
}

function request(branch: string, changes: Partial<DeploymentRequest> = {}): DeploymentRequest {
  return {
    deploymentId: randomUUID(),
    epoch: ++epoch,
    sandboxId,
    sandboxName: 'mine',
    service: 'orders',
    repository: 'orders',
    branch,
    hostPort,
    health: { path: '/' },
    variables: {},
    ...changes,
  };
}

async function deploy(
  branchOrRequest: string | DeploymentRequest,
  signal = new AbortController().signal,
  reporter = new RecordingReporter(),
): Promise<{ reporter: RecordingReporter; request: DeploymentRequest }> {
  const wanted = typeof branchOrRequest === 'string' ? request(branchOrRequest) : branchOrRequest;
  await deployer.deploy(wanted, { reporter, signal });
  return { reporter, request: wanted };
}

async function answer(): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${hostPort}/`, { headers: { connection: 'close' } });
  return response.text();
}

const containers = async () =>
  (await runtime.list()).map(({ identity, state }) => `${identity.deploymentId} ${state}`);
const releaseFolders = () => readdir(join(dataDir, 'releases', sandboxId, 'orders')).catch(() => []);

/** What must hold after every failure: the first version serves, and nothing of the other one is left. */
async function expectOnly(current: DeploymentRequest, ...others: string[]): Promise<void> {
  expect(await answer()).toBe('one');
  expect(await containers()).toEqual([`${current.deploymentId} running`]);
  expect((await releaseFolders()).sort()).toEqual([current.deploymentId, ...others].sort());
}

describe('a deployment', () => {
  it('passes through every step, and serves on its host port', async () => {
    const { reporter } = await deploy('say-one');
    expect(await answer()).toBe('one');
    expect(reporter.steps.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
      'fetch ok',
      'checkout ok',
      'preflight ok',
      'build ok',
      'start ok',
      'verify ok',
      'switch ok',
    ]);
    expect(reporter.commit?.subject).toBe('say-one');
  });

  it('replaces the one before and removes it', async () => {
    await deploy('say-one');
    const { request: second } = await deploy('say-two');
    expect(await answer()).toBe('two');
    expect(await containers()).toEqual([`${second.deploymentId} running`]);
    expect(await releaseFolders()).toHaveLength(2);
  });

  it('keeps the last three releases', async () => {
    for (const branch of ['say-one', 'say-two', 'say-one', 'say-two', 'say-one']) await deploy(branch);
    expect(await releaseFolders()).toHaveLength(3);
  });

  it.each([
    ['exits at once', 'exits', { code: 'container-exited', blame: 'app' }, 'no licence'],
    ['is never healthy', 'unhealthy', { code: 'never-healthy', blame: 'app' }, '503'],
    ['dies after its first answer', 'dies-later', { code: 'container-exited', blame: 'app' }, 'cannot go on'],
    ['has no program', 'nothing', { code: 'container-exited' }, '127'],
  ])('that %s leaves the one before alone', async (_, branch, error, words) => {
    const { request: first } = await deploy('say-one');
    const reporter = new RecordingReporter();
    await expect(deploy(branch, undefined, reporter)).rejects.toMatchObject(error);
    expect(reporter.log).toContain(words);
    await expectOnly(first);
  });

  it('that fails takes its files away although the port cannot be given back', async () => {
    ports.clear = () => Promise.reject(new DeployError('disk-full', 'No room for the table.', 'platform'));
    const reporter = new RecordingReporter();
    await expect(deploy('exits', undefined, reporter)).rejects.toMatchObject({ code: 'container-exited' });
    expect(await containers()).toEqual([]);
    expect(await releaseFolders()).toEqual([]);
    expect(runtime.networks.size).toBe(0);
    expect(reporter.log).toContain('clean-up is left for later: No room for the table.');
  });

  it('does not go into service while what stands in front is out of order', async () => {
    const { request: first } = await deploy('say-one');
    const refusal = new DeployError('switch-refused', 'unknown directive', 'platform', true);
    wire('base:1', 0, { begin: async () => undefined, assertInOrder: () => Promise.reject(refusal) });
    const reporter = new RecordingReporter();
    await expect(deploy('say-two', undefined, reporter)).rejects.toBe(refusal);
    expect(reporter.steps.at(-1)).toMatchObject({ step: 'switch', outcome: 'failed' });
    expect(await answer()).toBe('one');
    await expectOnly(first);
  });

  it('that fails as the first one leaves nothing at all', async () => {
    await expect(deploy('exits')).rejects.toMatchObject({ code: 'container-exited' });
    expect(await containers()).toEqual([]);
    expect(await releaseFolders()).toEqual([]);
    expect(server.list().size).toBe(0);
    expect(runtime.networks.size).toBe(0);
  });

  it('without its base image fails before anything is built', async () => {
    const { request: first } = await deploy('say-one');
    wire('gone:1');
    const reporter = new RecordingReporter();
    await expect(deploy('say-two', undefined, reporter)).rejects.toMatchObject({
      code: 'image-missing',
      message: expect.stringContaining('docker load -i gone-1.tar'),
    });
    expect(reporter.steps.at(-1)).toMatchObject({ step: 'preflight', outcome: 'failed' });
    await expectOnly(first);
  });

  it.each<DeploymentStep>(['fetch', 'checkout', 'preflight', 'build', 'start', 'verify', 'switch'])(
    'canceled at the step %s leaves the one before alone',
    async (step) => {
      const { request: first } = await deploy('say-one');
      const branch = step === 'build' ? 'slow-build' : step === 'verify' ? 'unhealthy' : 'say-two';
      const abort = new AbortController();
      const reporter = new RecordingReporter();
      const running = deploy(branch, abort.signal, reporter);
      running.catch(() => undefined);
      await reporter.reached(step);
      const canceledAt = performance.now();
      abort.abort();
      await expect(running).rejects.toMatchObject({ code: 'canceled' });
      expect(performance.now() - canceledAt).toBeLessThan(5_000);
      await expectOnly(first);
    },
  );

  it('is not taken back once the one before is being removed', async () => {
    await deploy('stubborn');
    const abort = new AbortController();
    const reporter = new RecordingReporter();
    const running = deploy('say-two', abort.signal, reporter);
    await until(async () => reporter.steps.some(({ step }) => step === 'switch'));
    abort.abort();
    const { request: second } = await running;
    expect(await answer()).toBe('two');
    expect(await containers()).toEqual([`${second.deploymentId} running`]);
  }, 20_000);

  it('keeps its port while the one before is being removed', async () => {
    await deploy('stubborn');
    const reporter = new RecordingReporter();
    const second = request('say-two');
    const running = deploy(second, undefined, reporter);
    await until(async () => reporter.steps.some(({ step }) => step === 'switch'));
    const candidates = new Set([second.deploymentId]);
    await instances.repoint(candidates);
    expect(await answer()).toBe('two');
    expect(await observation.observe(candidates)).toMatchObject([{ deploymentId: second.deploymentId }]);
    await running;
    expect(await answer()).toBe('two');
  }, 20_000);

  it.each(['settles', 'is given up'])('is not disturbed by a look at the ports while it %s', async (how) => {
    await deploy('say-one');
    const third = request(how === 'settles' ? 'say-two' : 'dies-later');
    let isOver = false;
    const running = deploy(third)
      .catch(() => undefined)
      .finally(() => (isOver = true));
    while (!isOver) {
      const candidates = new Set([third.deploymentId]);
      await instances.repoint(candidates);
      await instances.sweep(() => candidates);
      await setImmediate();
    }
    await running;
    expect(await answer()).toBe(how === 'settles' ? 'two' : 'one');
    expect(await containers()).toHaveLength(1);
  });

  it('ends with the reason it was aborted with', async () => {
    const reason = new DeployError('deadline-exceeded', 'It took too long.', 'platform');
    await expect(deploy('say-one', AbortSignal.abort(reason))).rejects.toBe(reason);
  });

  it('refuses hostile names before it touches anything', async () => {
    await expect(deploy(request('say-one', { service: '../../etc' }))).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await expect(deploy(request('--upload-pack=id'))).rejects.toMatchObject({ code: 'invalid-input' });
    expect(await readdir(dataDir)).toEqual([]);
  });
});

describe('an earlier release', () => {
  const again = (of: DeploymentRequest, changes: Partial<DeploymentRequest> = {}) =>
    request(of.branch, { release: of.deploymentId, ...changes });
  const current = async () => (await runtime.list()).find(({ state }) => state === 'running')!;

  it('is started again after two others, without fetch, check-out or build', async () => {
    const { request: first } = await deploy('say-one');
    await deploy('say-two');
    const { request: third } = await deploy('say-two');
    const { request: back, reporter } = await deploy(again(first));
    expect(await answer()).toBe('one');
    expect(reporter.steps.map(({ step, outcome }) => `${step} ${outcome}`)).toEqual([
      'fetch skipped',
      'checkout skipped',
      'preflight ok',
      'build skipped',
      'start ok',
      'verify ok',
      'switch ok',
    ]);
    expect(reporter.commit?.subject).toBe('say-one');
    expect(await containers()).toEqual([`${back.deploymentId} running`]);
    expect(await current()).toMatchObject({ content: { release: first.deploymentId } });
    expect(await releaseFolders()).toHaveLength(3);
    const [observed] = await observation.observe();
    expect(observed?.releases.slice(0, 2)).toEqual([first.deploymentId, third.deploymentId]);
  });

  it('gets new variables, also twice in a row, named by the deployment that runs it', async () => {
    const { request: first } = await deploy(request('say-one', { variables: { orders_url: 'http://one' } }));
    const { request: push } = await deploy(
      again(first, { variables: { orders_url: 'http://two' }, routeRevision: 2 }),
    );
    expect(await runtime.environment((await current()).id)).toEqual({ orders_url: 'http://two' });
    await deploy(again(push, { variables: { orders_url: 'http://three' }, routeRevision: 3 }));
    const { id, content } = await current();
    expect(await runtime.environment(id)).toEqual({ orders_url: 'http://three' });
    expect(content).toMatchObject({ release: first.deploymentId, routeRevision: 3 });
    expect(await releaseFolders()).toEqual([first.deploymentId]);
  });

  it('stays for as long as it is among the last three that were in service', async () => {
    const { request: first } = await deploy('say-one');
    await deploy('say-two');
    await deploy('say-two');
    await deploy(again(first));
    await deploy('say-two');
    await deploy('say-two');
    expect(await releaseFolders()).toContain(first.deploymentId);
    await deploy('say-two');
    expect(await releaseFolders()).not.toContain(first.deploymentId);
    await expect(deploy(again(first))).rejects.toMatchObject({
      code: 'release-gone',
      message: expect.stringContaining('Deploy its commit again'),
    });
    expect(await answer()).toBe('two');
  });

  it('is started although the disk is too full to build', async () => {
    const { request: first } = await deploy('say-one');
    wire('base:1', Number.MAX_SAFE_INTEGER);
    await expect(deploy('say-two')).rejects.toMatchObject({ code: 'disk-full' });
    await deploy(again(first));
    expect(await answer()).toBe('one');
  });

  it('that was never in service cannot be started', async () => {
    const { request: first } = await deploy('say-one');
    const halfMade = randomUUID();
    await new Releases(dataDir, KEPT).record(first, {
      deploymentId: halfMade,
      epoch: 1,
      commit: { id: '', author: '', time: '', subject: '' },
      servedAt: null,
    });
    await expect(deploy(request('say-one', { release: halfMade }))).rejects.toMatchObject({
      code: 'release-gone',
    });
    await expectOnly(first, halfMade);
  });

  it.each<DeploymentStep>(['preflight', 'start', 'verify', 'switch'])(
    'canceled at the step %s leaves the one before alone, and the release where it is',
    async (step) => {
      const { request: first } = await deploy('say-one');
      const abort = new AbortController();
      const reporter = new RecordingReporter();
      if (step === 'verify') isWell = false;
      const running = deploy(again(first), abort.signal, reporter);
      running.catch(() => undefined);
      await reporter.reached(step);
      abort.abort();
      await expect(running).rejects.toMatchObject({ code: 'canceled' });
      await expectOnly(first);
    },
  );
});

describe('an agent that died in the middle', () => {
  const trace = ({ deploymentId, service }: DeploymentRequest) => ({
    deploymentId,
    service,
    sandboxId,
    hostPort,
  });

  /** A second container beside the first one, as a killed agent leaves it. */
  async function leaveCandidate(program: string, release?: string): Promise<DeploymentRequest> {
    const left = request(program);
    const { deploymentId } = left;
    const id = await runtime.create({
      identity: { sandboxId, service: 'orders', deploymentId, epoch: left.epoch },
      endpoint: { hostPort, containerPort: 8080 },
      content: { release: release ?? deploymentId, routeRevision: null, secretNames: [] },
      network: `sdp-${sandboxId.slice(0, 8)}`,
      image: 'base:1',
      command: [program],
      variables: {},
      mounts: [],
      tmpfs: {},
      user: '1:1',
      workingDirectory: '/',
      memoryBytes: 1,
      cpus: null,
      pidsLimit: 1,
    });
    await runtime.start(id);
    return left;
  }

  async function pointTo({ deploymentId }: DeploymentRequest): Promise<void> {
    const found = (await runtime.list()).find(({ identity }) => identity.deploymentId === deploymentId);
    await ports.point(hostPort, { deploymentId, host: found?.address ?? '127.0.0.1', port: 8080 });
  }

  it('before the exchange: what is new goes', async () => {
    const { request: first } = await deploy('say-one');
    const left = await leaveCandidate('say-two');
    expect(await deployer.wasSwitched(left.deploymentId)).toBe(false);
    expect(await deployer.recover(trace(left))).toBe('abandoned');
    expect(await deployer.recover(trace(left))).toBe('abandoned');
    await expectOnly(first);
  });

  it('after the exchange: what is old goes', async () => {
    await deploy('say-one');
    const left = await leaveCandidate('say-two');
    await pointTo(left);
    expect(await deployer.recover(trace(left))).toBe('switched');
    expect(await deployer.recover(trace(left))).toBe('switched');
    expect(await answer()).toBe('two');
    expect(await containers()).toEqual([`${left.deploymentId} running`]);
  });

  it('after the exchange, but the new one is dead: the old one serves again', async () => {
    const { request: first } = await deploy('say-one');
    const left = await leaveCandidate('exits');
    await pointTo(left);
    await until(async () => (await containers()).some((line) => line.endsWith('exited')));
    expect(await deployer.recover(trace(left))).toBe('abandoned');
    await expectOnly(first);
  });

  it.each(['before', 'after'])('%s the exchange to an earlier release: that stays', async (when) => {
    const { request: first } = await deploy('say-one');
    const { request: second } = await deploy('say-two');
    const left = await leaveCandidate('say-one', first.deploymentId);
    if (when === 'after') await pointTo(left);
    const outcome = when === 'after' ? 'switched' : 'abandoned';
    expect(await deployer.recover(trace(left))).toBe(outcome);
    expect(await deployer.recover(trace(left))).toBe(outcome);
    expect(await answer()).toBe(when === 'after' ? 'one' : 'two');
    expect(await containers()).toHaveLength(1);
    expect((await releaseFolders()).sort()).toEqual([first.deploymentId, second.deploymentId].sort());
  });

  it('and nothing was there yet', async () => {
    expect(await deployer.recover(trace(request('say-one')))).toBe('abandoned');
  });

  it('a candidate is never pointed to, observed or swept', async () => {
    await deploy('say-one');
    const left = await leaveCandidate('say-two');
    const candidates = new Set([left.deploymentId]);
    await instances.repoint(candidates);
    await instances.sweep(() => candidates);
    expect(await answer()).toBe('one');
    expect(await containers()).toHaveLength(2);
    expect(await observation.observe(candidates)).toMatchObject([{ state: 'running', epoch: 1 }]);
    await instances.sweep(() => new Set());
    expect(await containers()).toHaveLength(1);
  });
});

describe('an instance', () => {
  const instance = { sandboxId, service: 'orders' };

  it('stops, starts at a new address, restarts', async () => {
    await deploy('say-one');
    await instances.stop(instance);
    await instances.stop(instance);
    await expect(answer()).rejects.toThrow();
    expect(await observation.observe()).toMatchObject([{ ...instance, state: 'exited', exitCode: 0 }]);
    await instances.start(instance);
    expect(await answer()).toBe('one');
    await instances.restart(instance);
    expect(await answer()).toBe('one');
    expect(await observation.observe()).toMatchObject([{ state: 'running' }]);
  });

  it('is removed with all it has', async () => {
    await deploy('say-one');
    await instances.remove(instance);
    await instances.remove(instance);
    expect(await containers()).toEqual([]);
    expect(server.list().size).toBe(0);
    expect(runtime.networks.size).toBe(0);
    expect(await readdir(join(dataDir, 'releases'))).toEqual([]);
    await expect(instances.start(instance)).rejects.toMatchObject({ code: 'not-found' });
  });

  it('leaves no port behind when its ports are looked at while it is removed', async () => {
    await deploy('stubborn');
    let isOver = false;
    const removing = instances.remove(instance).finally(() => (isOver = true));
    while (!isOver) await instances.repoint(new Set()).then(() => setImmediate());
    await removing;
    expect(server.list().size).toBe(0);
  }, 20_000);

  it('gets its port back after its container moved, and loses it while it is down', async () => {
    await deploy('say-one');
    const id = (await runtime.list())[0]!.id;
    await runtime.stop(id, 1);
    await instances.repoint(new Set());
    expect(server.list().get(hostPort)?.isParked).toBe(true);
    await runtime.start(id);
    await until(async () => (await runtime.inspect(id))?.state === 'running');
    await instances.repoint(new Set());
    await until(async () => (await answer().catch(() => '')) === 'one');
  });

  it('is unhealthy when it runs and its probe fails', async () => {
    await deploy('say-one');
    isWell = false;
    expect(await observation.observe()).toMatchObject([{ ...instance, state: 'unhealthy' }]);
    isWell = true;
    expect(await observation.observe()).toMatchObject([{ ...instance, state: 'running' }]);
  });

  it('is followed over a restart and a redeployment, no line lost or repeated', async () => {
    await deploy('say-one');
    const abort = new AbortController();
    const lines: string[] = [];
    const following = (async () => {
      for await (const { text } of output.follow(instance, { tail: 10 }, abort.signal)) lines.push(text);
    })();
    await until(async () => lines.length === 1);
    await instances.restart(instance);
    await until(async () => lines.length === 2);
    await deploy('say-two');
    await until(async () => lines.length === 3);
    abort.abort();
    await following;
    expect(lines).toEqual(['one is up', 'one is up', 'two is up']);
  });

  it('is followed on after the engine was away, and the gap is marked', async () => {
    await deploy('say-one');
    const abort = new AbortController();
    const lines: string[] = [];
    const following = (async () => {
      for await (const { text } of output.follow(instance, { tail: 10 }, abort.signal)) lines.push(text);
    })();
    await until(async () => lines.length === 1);
    runtime.isUnreachable = true;
    await expect(observation.observe()).rejects.toMatchObject({ code: 'engine-unreachable' });
    await until(async () => runtime.refusals > 1);
    runtime.isUnreachable = false;
    await until(async () => lines.length === 2);
    await instances.restart(instance);
    await until(async () => lines.length === 3);
    abort.abort();
    await following;
    expect(lines).toEqual([
      'one is up',
      expect.stringMatching(/^\[SDP\] the container engine did not answer for \d+ s/),
      'one is up',
    ]);
  });

  it('shows its output by number, time and words, without its secrets', async () => {
    const variables = { TOKEN: 's3cr3t-t0ken', KEY: '-----BEGIN-----\nabcdefgh\n', GREETING: 'hello' };
    const secrets = [variables.TOKEN, variables.KEY];
    await deploy(request('talks', { variables, secrets }));
    const read = async (query: { tail: number; since?: string; search?: string }) =>
      (await output.read(instance, query)).map(({ text }) => text);
    await until(async () => (await read({ tail: 100 })).length === 5);
    expect(await read({ tail: 100 })).toEqual(['hello', 'token=***', '***', '***', 'Bye']);
    expect(await read({ tail: 2 })).toEqual(['***', 'Bye']);
    expect(await read({ tail: 100, search: 'bYE' })).toEqual(['Bye']);
    expect(await read({ tail: 100, search: 's3cr3t' })).toEqual([]);
    expect(await read({ tail: 1, search: 'e' })).toEqual(['Bye']);
    const [, , third] = await output.read(instance, { tail: 100 });
    expect(await read({ tail: 100, since: third!.at })).toEqual(['***', 'Bye']);
    expect(await output.read({ ...instance, service: 'nobody' }, { tail: 1 })).toEqual([]);
  });

  it('shows as much of its output as an answer holds', async () => {
    await deploy('floods');
    await until(async () => (await output.read(instance, { tail: 1 })).at(-1)?.text === 'end');
    const lines = await output.read(instance, { tail: 5_000 });
    expect(lines.at(-1)?.text).toBe('end');
    expect(lines[0]?.text).toMatch(/^\[SDP\] \d+ earlier lines are left out/);
    expect(JSON.stringify(lines).length).toBeLessThan(1_000_000);
  });

  it('tells what it said last before it died, without its secrets', async () => {
    const variables = { TOKEN: 's3cr3t-t0ken' };
    await deploy(request('talks', { variables, secrets: [variables.TOKEN] }));
    expect((await observation.observe())[0]).not.toHaveProperty('lastLines');
    await instances.stop(instance);
    const [dead] = await observation.observe();
    expect(dead).toMatchObject({ state: 'exited', exitCode: 0 });
    expect(dead?.lastLines).toEqual(expect.arrayContaining(['token=***', 'Bye']));
    expect(await observation.observe()).toEqual([dead]);
    await instances.start(instance);
    expect((await observation.observe())[0]).not.toHaveProperty('lastLines');
  });

  it('tells the routes of a gateway, and of nobody else, as its container has them', async () => {
    const variables = { orders_url: 'http://one', URL: 'http://x', db_url: 'p0stgres://pass' };
    const gateway = request('say-one', {
      service: 'api-gateway',
      variables,
      secrets: [variables.db_url],
      routeRevision: 7,
    });
    await deploy(gateway);
    const [observed] = await observation.observe();
    expect(observed?.routes).toEqual({ targets: { orders_url: 'http://one' }, revision: 7 });
    await instances.remove(gateway);
    await deploy(request('say-one', { variables }));
    expect((await observation.observe())[0]).not.toHaveProperty('routes');
  });

  it('is still itself beside a copy that somebody made by hand', async () => {
    const { request: first } = await deploy('say-one');
    const [served] = await runtime.list();
    const copy = { ...served!, id: 'copy', address: '127.0.0.9' };
    const list = runtime.list.bind(runtime);
    for (const state of ['exited', 'running'] as const) {
      runtime.list = async () => [{ ...copy, state }, ...(await list())];
      await instances.repoint(new Set());
      await instances.sweep(() => new Set());
      runtime.list = list;
      await expectOnly(first);
    }
  });
});
