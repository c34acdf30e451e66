import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { EXAMPLES, type GitServer, makeExample, startGitServer } from '@sdp/testing';
import { RecordingReporter, repository, TestHost } from '../engine-fixture.js';
import { type Activity, type DeploymentRequest, IDLE, type Removal, type StoredItem } from '../index.js';
import { until } from '../until.js';

const run = promisify(execFile);
const EXAMPLES_FOLDER = join(__dirname, '../../../../examples');
const DAY_MS = 24 * 3_600_000;
const RULES = {
  releases: 2,
  days: { release: 7, mirror: 30, cache: 14, image: 30 },
  diskShare: 0,
};
const credentials = { username: 'dev', password: 'canary-retention' };

let root: string;
let git: GitServer;
let host: TestHost;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sdp-git-'));
  git = await startGitServer({ root, ...credentials });
  await makeExample(root, 'api-gateway', EXAMPLES_FOLDER);
  host = await aHost();
});

afterAll(async () => {
  await host?.dispose();
  await git?.close();
  await rm(root, { recursive: true, force: true });
});

async function aHost(): Promise<TestHost> {
  const cacheDir = join(root, 'cache');
  await mkdir(cacheDir, { recursive: true });
  const announced = [repository('api-gateway', git.url, EXAMPLES['api-gateway'].stack)];
  return TestHost.start(announced, { retention: RULES, cacheDir });
}

async function deploy(request: DeploymentRequest): Promise<DeploymentRequest> {
  const signal = new AbortController().signal;
  await host.parts.deployer.deploy(request, { credentials, reporter: new RecordingReporter(), signal });
  return request;
}

const again = (before: DeploymentRequest, changes: Partial<DeploymentRequest> = {}): DeploymentRequest => ({
  ...before,
  deploymentId: randomUUID(),
  epoch: before.epoch + 1,
  ...changes,
});

const folderOf = ({ sandboxId, service, deploymentId }: DeploymentRequest) =>
  join(host.config.dataDir, 'releases', sandboxId, service, deploymentId);

async function age(path: string, days: number): Promise<void> {
  const then = new Date(Date.now() - days * DAY_MS);
  await utimes(path, then, then);
}

/** What goes by now, and what came of it. */
async function clear(
  { activity = IDLE, now = Date.now() }: { activity?: Activity; now?: number } = {},
  isMeant: (removal: Removal) => boolean = () => true,
) {
  const keeper = host.parts.storekeeper(activity);
  const survey = await keeper.survey();
  expect(survey.problems).toEqual([]);
  const planned = (await keeper.plan(survey, { now, isClockTrusted: true })).filter(isMeant);
  const removed: string[] = [];
  const problems = await keeper.remove(
    planned,
    ({ removal, bytes }) => {
      expect(bytes).toBeGreaterThan(0);
      removed.push(removal.id);
    },
    new AbortController().signal,
  );
  expect(problems).toEqual([]);
  return { stored: survey.items, planned: planned.map(({ id }) => id), removed };
}

const idOf = ({ sandboxId, service, deploymentId }: DeploymentRequest) =>
  `${sandboxId}/${service}/${deploymentId}`;

describe('releases on a real host', () => {
  it('old ones beyond the count go; what runs and what one can go back to stays', async () => {
    const first = await deploy(await host.request({ repository: 'api-gateway', branch: 'main' }));
    const second = await deploy(again(first));
    const third = await deploy(again(second));
    const fourth = await deploy(again(third));
    const fifth = await deploy(again(fourth, { release: first.deploymentId }));
    for (const one of [first, second, third, fourth]) await age(join(folderOf(one), 'release.json'), 8);
    const strange = join(folderOf(first), '..', 'not-a-release');
    await mkdir(strange);

    // The first runs again, the fourth was in service before it: these are the two.
    const { planned, removed } = await clear();
    expect(planned.sort()).toEqual([idOf(second), idOf(third)].sort());
    expect(removed.sort()).toEqual([...planned].sort());
    const left = await readdir(join(folderOf(first), '..'));
    expect(left.sort()).toEqual([first.deploymentId, fourth.deploymentId, 'not-a-release'].sort());
    expect((await fetch(`http://127.0.0.1:${fifth.hostPort}/health`)).status).toBe(200);
    expect(await readdir(join(host.config.dataDir, 'trash'))).toEqual([]);

    await rm(strange, { recursive: true });
    const back = await deploy(again(fifth, { release: fourth.deploymentId }));
    expect((await fetch(`http://127.0.0.1:${back.hostPort}/health`)).status).toBe(200);
  });

  it('one that is being made stays, and one whose instance is worked on', async () => {
    const request = await host.request({ repository: 'api-gateway', branch: 'main' });
    await mkdir(folderOf(request), { recursive: true });
    await writeFile(join(folderOf(request), 'half'), 'made');
    await age(folderOf(request), 99);
    const underWay: Activity = { ...IDLE, deployments: () => new Set([request.deploymentId]) };
    expect((await clear({ activity: underWay })).planned).toEqual([]);
    const busy: Activity = { ...IDLE, whileStill: async () => false };
    expect(await clear({ activity: busy })).toMatchObject({ planned: [idOf(request)], removed: [] });
    expect(await clear()).toMatchObject({ removed: [idOf(request)] });
  });
});

describe('mirrors on a real host', () => {
  it('go when nobody used them for long, and are made anew when somebody does', async () => {
    const request = await deploy(await host.request({ repository: 'api-gateway', branch: 'main' }));
    const repos = join(host.config.dataDir, 'repos');
    for (const strange of ['notes.txt.d', 'not a repository.git', '.hidden.git']) {
      await mkdir(join(repos, strange));
      await age(join(repos, strange), 99);
    }
    await mkdir(join(repos, 'empty.git'));
    await symlink(root, join(repos, 'elsewhere.git'));
    const later = { now: Date.now() + 31 * DAY_MS };
    const isMirror = ({ kind }: Removal) => kind === 'mirror';

    expect((await clear({}, isMirror)).planned).toEqual([]);
    const building: Activity = { ...IDLE, repositories: () => new Set(['api-gateway']) };
    expect((await clear({ ...later, activity: building }, isMirror)).planned).toEqual([]);
    expect((await clear(later, isMirror)).removed).toEqual(['api-gateway']);
    expect((await readdir(repos)).sort()).toEqual(
      ['.hidden.git', 'elsewhere.git', 'empty.git', 'not a repository.git', 'notes.txt.d'].sort(),
    );

    const next = await deploy(again(request));
    expect((await fetch(`http://127.0.0.1:${next.hostPort}/health`)).status).toBe(200);
  });

  it('one that was fetched into after the survey stays', async () => {
    const keeper = host.parts.storekeeper(IDLE);
    const survey = await keeper.survey();
    const [removal] = (
      await keeper.plan(survey, { now: Date.now() + 31 * DAY_MS, isClockTrusted: true })
    ).filter(({ id }) => id === 'api-gateway');
    await deploy(await host.request({ repository: 'api-gateway', branch: 'main' }));
    const onRemoved = jest.fn();
    await keeper.remove([removal!], onRemoved, new AbortController().signal);
    expect(onRemoved).not.toHaveBeenCalled();
  });
});

describe('images on a real engine', () => {
  const mark = `sdp-test-${randomUUID().slice(0, 8)}`;
  const containers: string[] = [];

  const docker = async (...args: string[]) => (await run('docker', args)).stdout.trim();

  async function anImage(name: string, label: string | null): Promise<string> {
    const folder = await mkdtemp(join(root, 'image-'));
    await writeFile(join(folder, 'name'), name);
    const changes = label === null ? [] : ['--change', `LABEL ${label}`];
    await run('sh', [
      '-c',
      'tar -C "$0" -c . | docker import "$@"',
      folder,
      ...changes,
      '-',
      `${mark}:${name}`,
    ]);
    return docker('image', 'inspect', '--format', '{{.Id}}', `${mark}:${name}`);
  }

  afterAll(async () => {
    for (const container of containers) await docker('rm', '-f', container);
    const left = await docker('images', '--quiet', '--filter', `reference=${mark}`);
    for (const id of new Set(left.split('\n').filter(Boolean))) await docker('rmi', '-f', id);
  });

  it('go when they are ours and nobody names them or was made from them', async () => {
    const old = await anImage('old', 'sdp.base=php');
    const named = await anImage('named', 'sdp.base=php');
    const inUse = await anImage('in-use', 'sdp.base=php');
    const foreign = await anImage('foreign', null);
    const ofAnotherKind = await anImage('other', 'sdp.base=ruby');
    containers.push(await docker('create', inUse, '/nothing'));
    // Somebody's own image, made from ours: it has our label as well.
    const derived = await docker('commit', '--change', 'ENV MINE=1', containers[0]!, `${mark}:derived`);

    const before = host;
    const images = { go: `${mark}:none`, php: `${mark}:named` };
    host = await TestHost.start([], { images, retention: RULES, cacheDir: join(root, 'cache') });
    const isMine = ({ kind, name }: StoredItem) => kind === 'image' && name.includes(mark);
    try {
      const { stored, planned } = await clear({}, isMine);
      expect(planned).toEqual([]);
      expect(
        stored
          .filter(isMine)
          .map(({ id }) => id)
          .sort(),
      ).toEqual([old, named, inUse].sort());
      expect((await clear({ now: Date.now() + 31 * DAY_MS }, isMine)).removed).toEqual([old]);
      const left = (await docker('images', '--quiet', '--no-trunc')).split('\n');
      expect(left).toEqual(expect.arrayContaining([named, inUse, derived, foreign, ofAnotherKind]));
      expect(left).not.toContain(old);
    } finally {
      await host.dispose();
      host = before;
    }
  });
});

describe('killed in the middle', () => {
  it('is finished the next time, and nothing half removed counts as there', async () => {
    const request = await host.request({ repository: 'api-gateway', branch: 'main' });
    const folder = folderOf(request);
    for (let each = 0; each < 200; each++) {
      await mkdir(join(folder, 'src', String(each)), { recursive: true });
      await Promise.all(
        Array.from({ length: 100 }, (_, file) =>
          writeFile(join(folder, 'src', String(each), String(file)), 'x'),
        ),
      );
    }
    await age(folder, 99);
    const trash = join(host.config.dataDir, 'trash');
    const child = spawn(
      process.execPath,
      ['--import', 'tsx', join(__dirname, 'remove-in-process.ts'), JSON.stringify(host.config)],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const ended = once(child, 'exit');
    await until(async () => (await readdir(trash)).length > 0, 60_000);
    child.kill('SIGKILL');
    await ended;
    expect(await readdir(trash)).toHaveLength(1);

    const next = await host.restarted();
    expect((await next.parts.storekeeper(IDLE).survey()).items.map(({ id }) => id)).not.toContain(
      idOf(request),
    );
    await next.parts.storekeeper(IDLE).emptyTrash();
    expect(await readdir(trash)).toEqual([]);
  });
});
