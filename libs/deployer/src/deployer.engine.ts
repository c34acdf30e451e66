import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import {
  type ExampleName,
  EXAMPLES,
  type GitServer,
  makeExample,
  startGitServer,
  type TestRepository,
} from '@sdp/testing';
import { RecordingReporter, repository, TestHost } from './engine-fixture.js';
import { type DeploymentRequest } from './index.js';
import { until } from './until.js';

const run = promisify(execFile);
const EXAMPLES_FOLDER = join(__dirname, '../../../examples');
const CANARY = 'canary-9f2c-deployer';
const credentials = { username: 'dev', password: CANARY };

let root: string;
let git: GitServer;
let host: TestHost;
const repositories = {} as Record<ExampleName, TestRepository>;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sdp-git-'));
  git = await startGitServer({ root, ...credentials });
  const names = Object.keys(EXAMPLES) as ExampleName[];
  for (const name of names) repositories[name] = await makeExample(root, name, EXAMPLES_FOLDER);
  host = await TestHost.start(names.map((name) => repository(name, git.url, EXAMPLES[name].stack)));
});

afterAll(async () => {
  await host?.dispose();
  await git?.close();
  await rm(root, { recursive: true, force: true });
});

async function deploy(
  request: DeploymentRequest,
  { signal = new AbortController().signal, reporter = new RecordingReporter(), on = host } = {},
): Promise<RecordingReporter> {
  await on.parts.deployer.deploy(request, { credentials, reporter, signal });
  return reporter;
}

/** The next deployment of the same instance. */
function again(before: DeploymentRequest, changes: Partial<DeploymentRequest> = {}): DeploymentRequest {
  return { ...before, deploymentId: randomUUID(), epoch: before.epoch + 1, ...changes };
}

async function get(request: DeploymentRequest, path: string): Promise<{ status: number; body: string }> {
  const response = await fetch(`http://127.0.0.1:${request.hostPort}${path}`, {
    headers: { connection: 'close' },
  });
  return { status: response.status, body: await response.text() };
}

/** Asks without pause until it is told to end; every request on a connection of its own. */
function hammering(request: DeploymentRequest, path: string) {
  const failures: string[] = [];
  let answers = 0;
  let isOver = false;
  const clients = Array.from({ length: 4 }, async () => {
    while (!isOver) {
      const status = await get(request, path).then(
        (answer) => String(answer.status),
        (error: Error) => error.message,
      );
      if (status === '200') answers++;
      else failures.push(status);
    }
  });
  const end = async () => {
    isOver = true;
    await Promise.all(clients);
    return { failures, answers };
  };
  return { end };
}

async function containersOf({ sandboxId }: DeploymentRequest): Promise<string[]> {
  const all = await host.parts.runtime.list();
  return all
    .filter(({ identity }) => identity.sandboxId === sandboxId)
    .map(({ identity }) => identity.deploymentId);
}

const releaseFolder = ({ sandboxId, service }: DeploymentRequest) =>
  join(host.config.dataDir, 'releases', sandboxId, service);

async function everythingBelow(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile());
  return (await Promise.all(files.map((file) => readFile(join(file.parentPath, file.name), 'latin1')))).join(
    '\n',
  );
}

describe('a Go service', () => {
  it('is deployed from a branch, then from another without one failed request', async () => {
    const first = await host.request({
      repository: 'orders',
      branch: 'main',
      health: { path: '/health' },
      variables: { GREETING: 'hello' },
    });
    await deploy(first);
    expect((await get(first, '/orders')).body).toContain('"main"');

    const seen = new Set<string>();
    let failures = 0;
    let isOver = false;
    const hammering = Promise.all(
      Array.from({ length: 4 }, async () => {
        while (!isOver) {
          try {
            const { status, body } = await get(first, '/orders');
            if (status === 200) seen.add(body.includes('fast-orders') ? 'new' : 'old');
            else failures++;
          } catch {
            failures++;
          }
        }
      }),
    );
    const second = again(first, { branch: 'feature/fast-orders' });
    await deploy(second);
    isOver = true;
    await hammering;

    expect(failures).toBe(0);
    expect([...seen].sort()).toEqual(['new', 'old']);
    expect((await get(first, '/orders')).body).toContain('feature/fast-orders');
    expect(await containersOf(first)).toEqual([second.deploymentId]);
  });

  it('is deployed with a vendored module', async () => {
    const request = await host.request({ repository: 'payments', branch: 'feature/instant-payments' });
    await deploy(request);
    expect((await get(request, '/payments')).body).toContain('feature/instant-payments');
  });

  it('goes back to a pinned commit without network or credentials', async () => {
    const request = await host.request({ repository: 'orders', branch: 'main' });
    const { commit } = await deploy(request);
    git.hang(true);
    const back = again(request, { commit: commit!.id });
    const reporter = new RecordingReporter();
    await host.parts.deployer.deploy(back, { reporter, signal: new AbortController().signal });
    git.hang(false);
    expect(reporter.commit).toEqual(commit);
    expect((await get(request, '/health')).status).toBe(200);
  });

  it('keeps a sandbox apart from another with another branch', async () => {
    const one = await host.request({ repository: 'orders', branch: 'main' });
    const two = await host.request({ repository: 'orders', branch: 'feature/fast-orders' });
    await Promise.all([deploy(one), deploy(two)]);
    expect((await get(one, '/orders')).body).toContain('"main"');
    expect((await get(two, '/orders')).body).toContain('feature/fast-orders');
  });

  it('stops, starts and restarts', async () => {
    const request = await host.request({ repository: 'orders', branch: 'main' });
    await deploy(request);
    const { instances } = host.parts;
    await instances.stop(request);
    await expect(get(request, '/health')).rejects.toThrow();
    await instances.start(request);
    await until(async () => (await get(request, '/health').catch(() => null))?.status === 200);
    await instances.restart(request);
    await until(async () => (await get(request, '/health').catch(() => null))?.status === 200);
    expect(await host.parts.observation.observe()).toContainEqual(
      expect.objectContaining({ sandboxId: request.sandboxId, state: 'running' }),
    );
  });
});

describe('the PHP gateway', () => {
  it('is deployed with composer under Apache, and forwards to a service of its sandbox', async () => {
    const orders = await host.request({ repository: 'orders', branch: 'main' });
    await deploy(orders);
    const [ordersContainer] = (await host.parts.runtime.list()).filter(
      ({ identity }) => identity.deploymentId === orders.deploymentId,
    );
    const request = await host.request({
      repository: 'api-gateway',
      branch: 'main',
      sandboxId: orders.sandboxId,
      health: { path: '/health' },
      variables: { orders_url: `http://${ordersContainer!.address}:8080` },
    });
    const reporter = await deploy(request);
    expect(reporter.log).toContain('composer install');
    expect((await get(request, '/orders/orders')).body).toContain('"main"');
    for (const path of ['/../composer.json', '/.git', '/.git/config', '/.htaccess']) {
      expect((await get(request, path)).body).not.toMatch(/gitdir|repositoryformatversion|"require"/);
    }
    const second = again(request, { branch: 'feature/new-banner' });
    await deploy(second);
    expect(await containersOf(request)).toHaveLength(2);
  });

  it('needs the extensions that composer.json asks for', async () => {
    await repositories['api-gateway'].branch('needs-more', 'main');
    await repositories['api-gateway'].commit('needs-more', {
      subject: 'Need more',
      edits: {
        'composer.json': (text) => text.replace('"ext-json": "*"', '"ext-json": "*", "ext-imaginary": "*"'),
      },
    });
    const request = await host.request({ repository: 'api-gateway', branch: 'needs-more' });
    await expect(deploy(request)).rejects.toMatchObject({
      code: 'extension-missing',
      message: expect.stringContaining('imaginary'),
    });
  });
});

describe('an earlier release', () => {
  const back = (to: DeploymentRequest, before: DeploymentRequest, changes: Partial<DeploymentRequest> = {}) =>
    again(before, { branch: to.branch, release: to.deploymentId, ...changes });

  it('is started again after two others, without network, credentials or build', async () => {
    const first = await host.request({ repository: 'orders', branch: 'main', health: { path: '/health' } });
    const { commit } = await deploy(first);
    const second = again(first, { branch: 'feature/fast-orders' });
    await deploy(second);
    const third = again(second);
    await deploy(third);
    git.hang(true);
    const fourth = back(first, third);
    const reporter = new RecordingReporter();
    try {
      await host.parts.deployer.deploy(fourth, { reporter, signal: new AbortController().signal });
    } finally {
      git.hang(false);
    }
    expect((await get(first, '/orders')).body).toContain('"main"');
    expect(reporter.commit).toEqual(commit);
    expect(await containersOf(first)).toEqual([fourth.deploymentId]);
    expect((await readdir(releaseFolder(first))).sort()).toEqual(
      [first, second, third].map(({ deploymentId }) => deploymentId).sort(),
    );
  });

  it('of the gateway gets other routes without one failed request', async () => {
    const first = await host.request({
      repository: 'api-gateway',
      branch: 'main',
      health: { path: '/health' },
      variables: { orders_url: 'http://127.0.0.1:1', round: '0' },
      routeRevision: 1,
    });
    await deploy(first);
    const hammer = hammering(first, '/health');
    const observed = async () =>
      (await host.parts.observation.observe()).find(({ sandboxId }) => sandboxId === first.sandboxId);
    let push = first;
    for (let revision = 2; revision <= 4; revision++) {
      const variables = { orders_url: `http://127.0.0.1:${revision}` };
      push = back(first, push, { variables, routeRevision: revision });
      await deploy(push);
      expect(await observed()).toMatchObject({
        deploymentId: push.deploymentId,
        state: 'running',
        releases: [first.deploymentId],
        routes: { targets: variables, revision },
      });
    }
    const { failures, answers } = await hammer.end();
    expect(failures).toEqual([]);
    expect(answers).toBeGreaterThan(100);
  });

  it('is started on another port of the container', async () => {
    const first = await host.request({
      repository: 'api-gateway',
      branch: 'main',
      health: { path: '/health' },
    });
    await deploy(first);
    const second = back(first, first, { containerPort: 8081 });
    await deploy(second);
    expect((await get(first, '/health')).status).toBe(200);
  });

  it('that is gone is named, and what runs goes on', async () => {
    const first = await host.request({ repository: 'orders', branch: 'main', health: { path: '/health' } });
    await deploy(first);
    await expect(deploy(back({ ...first, deploymentId: randomUUID() }, first))).rejects.toMatchObject({
      code: 'release-gone',
      blame: 'platform',
    });
    expect((await get(first, '/health')).status).toBe(200);
    expect(await containersOf(first)).toEqual([first.deploymentId]);
  });
});

describe('what a container may have', () => {
  it('is what was asked for within bounds, the rest is the platform’s', async () => {
    const hostile = {
      privileged: true,
      binds: ['/:/host'],
      mounts: [{ source: '/', target: '/host' }],
      network: 'host',
      user: '0:0',
      devices: ['/dev/kmsg'],
      capAdd: ['ALL'],
      image: 'sdp-base-php:1',
      command: ['sh'],
      pidsLimit: 0,
      labels: { 'sdp.agent': 'other' },
    };
    const request = await host.request({
      repository: 'orders',
      branch: 'main',
      variables: { GREETING: 'hi', TOKEN: 's3cr3t-t0ken' },
      secrets: ['s3cr3t-t0ken'],
      limits: { memoryMb: 48, cpus: 0.25, ...hostile },
      ...hostile,
    });
    await deploy(request);
    const [container] = (await host.parts.runtime.list()).filter(
      ({ identity }) => identity.deploymentId === request.deploymentId,
    );
    const { stdout } = await run('docker', ['inspect', container!.id]);
    const [{ HostConfig, Config, Mounts }] = JSON.parse(stdout);
    expect(HostConfig).toMatchObject({
      Privileged: false,
      CapAdd: null,
      CapDrop: ['ALL'],
      SecurityOpt: ['no-new-privileges:true'],
      ReadonlyRootfs: true,
      Memory: 48 * 1024 * 1024,
      MemorySwap: 48 * 1024 * 1024,
      NanoCpus: 250_000_000,
      PidsLimit: 256,
      NetworkMode: `sdp-${request.sandboxId.slice(0, 8)}`,
      PidMode: '',
      Devices: null,
      Binds: null,
      PortBindings: null,
    });
    expect(Config).toMatchObject({ Image: 'sdp-base-go:1', User: '65534:65534', Cmd: ['/sdp/bin/service'] });
    expect(Config.Labels).toMatchObject({ 'sdp.agent': host.config.agentName, 'sdp.secrets': 'TOKEN' });
    expect(JSON.stringify(Config.Labels)).not.toContain('s3cr3t');
    for (const { Source, RW } of Mounts as { Source: string; RW: boolean }[]) {
      expect(Source.startsWith(releaseFolder(request))).toBe(true);
      expect(RW).toBe(false);
    }
  });

  it.each([
    { memoryMb: 15 },
    { memoryMb: 65_537 },
    { memoryMb: 16.5 },
    { cpus: 0 },
    { cpus: 65 },
    { cpus: NaN },
  ])('is refused beyond them: %j', async (limits) => {
    const request = await host.request({ repository: 'orders', branch: 'main', limits });
    await expect(deploy(request)).rejects.toMatchObject({ code: 'invalid-input' });
  });
});

describe('a build', () => {
  it('sees neither the variables of the service nor the secrets, nor anything of the agent', async () => {
    process.env['SDP_AGENT_TOKEN'] = 'agent-token-canary';
    await repositories['api-gateway'].branch('spy', 'main');
    const request = await host.request({
      repository: 'api-gateway',
      branch: 'spy',
      variables: { TOKEN: 'variable-canary' },
      secrets: ['variable-canary'],
    });
    const seen: string[] = [];
    const before = new Set(await readdir('/proc'));
    let isOver = false;
    const watching = (async () => {
      while (!isOver) {
        for (const pid of await processesBut(before)) {
          const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
          if (environment.includes(`SDP_CHILD_OF=${host.config.dataDir}`)) seen.push(environment);
        }
      }
    })();
    await deploy(request);
    isOver = true;
    await watching;
    delete process.env['SDP_AGENT_TOKEN'];
    expect(seen.some((environment) => environment.includes('COMPOSER_HOME'))).toBe(true);
    expect(seen.join('\n')).not.toMatch(/agent-token-canary|variable-canary/);
  });
});

describe('what goes wrong leaves the version before alone, and nothing behind', () => {
  let first: DeploymentRequest;

  beforeAll(async () => {
    first = await host.request({ repository: 'orders', branch: 'main', health: { path: '/health' } });
    await deploy(first);
  });

  afterEach(async () => {
    expect((await get(first, '/orders')).body).toContain('"main"');
    expect(await containersOf(first)).toEqual([first.deploymentId]);
    expect(await readdir(releaseFolder(first))).toEqual([first.deploymentId]);
  });

  it.each<[ExampleName, string, string]>([
    ['compile-error', 'build-failed', 'undefined: '],
    ['exits-at-once', 'container-exited', 'exit code 3'],
    ['crash-loop', 'container-exited', 'exit code 2'],
    ['never-healthy', 'never-healthy', '503'],
    ['out-of-memory', 'container-exited', 'memory'],
    ['no-go-mod', 'stack-mismatch', 'go.mod'],
  ])('%s: %s', async (name, code, words) => {
    const reporter = new RecordingReporter();
    const failing = deploy(again(first, { repository: name, branch: 'main' }), { reporter });
    await expect(failing).rejects.toMatchObject({
      code,
      blame: 'app',
      message: expect.stringContaining(words),
    });
    expect(reporter.steps.at(-1)).toMatchObject({ outcome: 'failed' });
    expect(reporter.log).toContain(words);
  });

  it('a toolchain that is too old', async () => {
    await repositories.orders.branch('newer-go', 'main');
    await repositories.orders.commit('newer-go', {
      subject: 'Ask for a newer Go',
      edits: { 'go.mod': (text) => text.replace(/^go .*/m, 'go 1.99') },
    });
    await expect(deploy(again(first, { branch: 'newer-go' }))).rejects.toMatchObject({
      code: 'toolchain-too-old',
      message: expect.stringContaining('1.99'),
    });
  });

  it('a base image that is missing', async () => {
    const other = await TestHost.start([...host.config.repositories], {
      images: { go: 'sdp-not-loaded:9', php: 'x' },
    });
    const request = await other.request({ repository: 'orders', branch: 'main' });
    await expect(deploy(request, { on: other })).rejects.toMatchObject({
      code: 'image-missing',
      message: expect.stringContaining('docker load -i'),
    });
    await other.dispose();
  });

  it('a cancellation in the middle of a build ends its whole process group', async () => {
    const abort = new AbortController();
    const reporter = new RecordingReporter();
    await repositories.orders.branch('slow', 'main');
    await repositories.orders.commit('slow', {
      subject: 'Take long to compile',
      edits: { 'table.go': `package main\n\nvar table = map[string]string{\n${slowTable()}}\n` },
    });
    const running = deploy(again(first, { branch: 'slow' }), { signal: abort.signal, reporter });
    running.catch(() => undefined);
    await until(async () => (await childrenOf(host)).some((line) => line.includes('compile')));
    const canceledAt = performance.now();
    abort.abort();
    await expect(running).rejects.toMatchObject({ code: 'canceled' });
    expect(performance.now() - canceledAt).toBeLessThan(5_000);
    expect(await childrenOf(host)).toEqual([]);
  });

  it('links that leave the repository are not there when the build runs', async () => {
    await run('git', ['clone', '-q', join(root, 'orders.git'), join(root, 'work')]);
    const inWork = (...args: string[]) => run('git', ['-C', join(root, 'work'), ...args]);
    await run('ln', ['-s', '/etc/shadow', join(root, 'work', 'extra.go')]);
    await inWork('checkout', '-q', '-b', 'links');
    await inWork('add', '.');
    await inWork('-c', 'user.name=x', '-c', 'user.email=x@example.org', 'commit', '-q', '-m', 'Link out');
    await inWork('push', '-q', 'origin', 'links');
    const other = await host.request({ repository: 'orders', branch: 'links' });
    const reporter = await deploy(other);
    expect(reporter.log).toContain('removed the symbolic link "extra.go"');
    expect(reporter.log).not.toContain('/etc/shadow');
  });

  it('a host port that a stranger holds', async () => {
    const { createServer } = await import('node:net');
    const request = await host.request({ repository: 'orders', branch: 'main' });
    const stranger = createServer().listen(request.hostPort, '127.0.0.1');
    await new Promise((resolve) => stranger.once('listening', resolve));
    await expect(deploy(request)).rejects.toMatchObject({ code: 'port-in-use' });
    stranger.close();
    expect(await containersOf(request)).toEqual([]);
  });
});

describe('an agent that is restarted', () => {
  it('finds what runs, and whether its exchange happened', async () => {
    const request = await host.request({ repository: 'orders', branch: 'main' });
    await deploy(request);
    const restarted = await host.restarted();
    expect(await restarted.parts.deployer.wasSwitched(request.deploymentId)).toBe(true);
    expect(await restarted.parts.deployer.recover(request)).toBe('switched');
    expect(await restarted.parts.observation.observe()).toContainEqual(
      expect.objectContaining({ deploymentId: request.deploymentId, state: 'running' }),
    );
    expect((await get(request, '/health')).status).toBe(200);
  });
});

describe('credentials', () => {
  it('appear in no command line, file, container, log or error', async () => {
    const request = await host.request({ repository: 'orders', branch: 'main' });
    const encoded = Buffer.from(`dev:${CANARY}`).toString('base64');
    const found: string[] = [];
    const before = new Set(await readdir('/proc'));
    let isOver = false;
    const watching = (async () => {
      while (!isOver) {
        for (const pid of await processesBut(before)) {
          const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
          if (line.includes(CANARY) || line.includes(encoded)) found.push(line);
        }
      }
    })();
    const reporter = await deploy(request);
    isOver = true;
    await watching;

    expect(found).toEqual([]);
    const written = await everythingBelow(host.config.dataDir);
    expect(written).not.toContain(CANARY);
    expect(written).not.toContain(encoded);
    expect(reporter.log).not.toContain(CANARY);
    const container = (await host.parts.runtime.list()).find(
      ({ identity }) => identity.deploymentId === request.deploymentId,
    );
    const { stdout } = await run('docker', ['inspect', container!.id]);
    expect(stdout).not.toContain(CANARY);
    expect(stdout).not.toContain(encoded);
  });
});

/** Their numbers. To look at those too that were there before would take so long that short ones are missed. */
async function processesBut(before: ReadonlySet<string>): Promise<string[]> {
  return (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && !before.has(name));
}

/** Command lines of the living processes that bear a host's mark. */
async function childrenOf({ config }: TestHost): Promise<string[]> {
  const found: string[] = [];
  for (const pid of (await readdir('/proc')).filter((name) => /^\d+$/.test(name))) {
    const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '');
    if (!environment.includes(`SDP_CHILD_OF=${config.dataDir}`)) continue;
    found.push(await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => ''));
  }
  return found;
}

/** Entries enough to keep the compiler busy for some seconds; different each time, so that no cache has them. */
function slowTable(): string {
  const salt = randomUUID();
  return Array.from({ length: 60_000 }, (_, number) => `\t"${salt}-${number}": "${number}",\n`).join('');
}
