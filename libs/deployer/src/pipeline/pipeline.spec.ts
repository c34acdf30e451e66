import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeployError } from '../errors.js';
import { RecordingReporter } from '../engine-fixture.js';
import { checkRequest } from './check-request.js';
import { isAtLeast } from './preflight.js';
import { type Release, Releases } from './releases.js';
import { Steps } from './steps.js';

const id = (digit: string) => `${digit.repeat(8)}-0000-4000-8000-000000000000`;
const commit = { id: 'a'.repeat(40), author: 'Ada', time: '2026-01-01T00:00:00Z', subject: 'x' };
const instance = { sandboxId: id('a'), service: 'orders' };
const request = {
  ...instance,
  deploymentId: id('b'),
  epoch: 1,
  sandboxName: 'mine',
  repository: 'orders',
  branch: 'feature/one',
  hostPort: 21_000,
  health: { path: '/healthz' },
  variables: { payments_url: 'http://payments' },
};

describe('checkRequest', () => {
  it('accepts a good request', () => {
    expect(() => checkRequest(request)).not.toThrow();
  });

  it.each([
    ['a path as an id', { deploymentId: '../../etc' }],
    ['a path as a sandbox', { sandboxId: `${id('a')}/..` }],
    ['a path as a service', { service: '../orders' }],
    ['shell characters in a service', { service: 'a;id' }],
    ['a NUL in a service', { service: 'orders\0' }],
    ['a path as a repository', { repository: '../repo' }],
    ['an option as a branch', { branch: '--upload-pack=id' }],
    ['shell characters in a branch', { branch: '$(id)' }],
    ['a line feed in a branch', { branch: 'a\nb' }],
    ['a revision expression', { branch: 'main@{1}' }],
    ['an abbreviated commit', { commit: 'abc123' }],
    ['an option as a commit', { commit: '--output=/etc/passwd' }],
    ['a port that is none', { hostPort: 70_000 }],
    ['a container port that is none', { containerPort: 0 }],
    ['a health path without a slash', { health: { path: '@evil.example/' } }],
    ['a health path with a line feed', { health: { path: '/a\r\nHost: evil' } }],
    ['a variable with an equals sign', { variables: { 'A=B': '' } }],
    ['a value with a NUL', { variables: { A: 'x\0y' } }],
  ])('refuses %s', (_, change) => {
    expect(() => checkRequest({ ...request, ...change })).toThrow(
      expect.objectContaining({ code: 'invalid-input' }),
    );
  });
});

describe('isAtLeast', () => {
  it.each([
    ['1.19.8', '1.19', true],
    ['1.19.8', '1.21', false],
    ['1.9', '1.19', false],
    ['1.21', '1.21.0', true],
    ['1.21.3', '1.21.10', false],
    ['2', '1.99', true],
  ])('%s against %s: %s', (version, wanted, expected) => {
    expect(isAtLeast(version, wanted)).toBe(expected);
  });
});

describe('Steps', () => {
  const never = (signal: AbortSignal) =>
    new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

  it('reports each step with its outcome', async () => {
    const reporter = new RecordingReporter();
    const steps = new Steps(reporter, new AbortController().signal);
    expect(await steps.run('fetch', 1_000, async () => 'value')).toBe('value');
    await expect(steps.run('build', 1_000, () => Promise.reject(new Error('odd')))).rejects.toMatchObject({
      code: 'platform-failure',
    });
    expect(reporter.steps).toMatchObject([
      { step: 'fetch', outcome: 'ok' },
      { step: 'build', outcome: 'failed' },
    ]);
  });

  it('ends a step at its deadline', async () => {
    const steps = new Steps(new RecordingReporter(), new AbortController().signal);
    await expect(steps.run('build', 20, never)).rejects.toMatchObject({
      code: 'step-timeout',
      retryable: true,
    });
  });

  it('says canceled when it is canceled, or the reason when that is an error of ours', async () => {
    const abort = new AbortController();
    const running = new Steps(new RecordingReporter(), abort.signal).run('build', 1_000, never);
    abort.abort();
    await expect(running).rejects.toMatchObject({ code: 'canceled' });

    const reason = new DeployError('deadline-exceeded', 'Too long.', 'platform');
    const late = new Steps(new RecordingReporter(), AbortSignal.abort(reason));
    await expect(late.run('fetch', 1_000, async () => 1)).rejects.toBe(reason);
  });

  it('names a full disk', async () => {
    const steps = new Steps(new RecordingReporter(), new AbortController().signal);
    const full = Object.assign(new Error('write'), { code: 'ENOSPC' });
    await expect(steps.run('build', 1_000, () => Promise.reject(full))).rejects.toMatchObject({
      code: 'disk-full',
    });
  });
});

describe('Releases', () => {
  let dataDir: string;
  let releases: Releases;

  beforeEach(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'sdp-releases-'));
    releases = new Releases(dataDir, { count: 3, areOldOnesLeft: false });
  });
  afterEach(() => rm(dataDir, { recursive: true }));

  const kept = async () => (await readdir(join(dataDir, 'releases', instance.sandboxId, 'orders'))).sort();

  const add = (number: number, servedAt: number | null = number) =>
    releases.record(instance, { deploymentId: id(String(number)), epoch: number, commit, servedAt });

  it('keeps the three that were in service last, and what is in use', async () => {
    for (const epoch of [2, 5, 1, 4, 3]) await add(epoch);
    await add(6, null);
    await releases.noteService(instance, id('2'), 7);
    expect(await releases.list(instance)).toEqual([id('2'), id('5'), id('4'), id('3'), id('1')]);
    await releases.prune(instance, new Set([id('1')]));
    expect(await kept()).toEqual([id('1'), id('2'), id('4'), id('5')]);
  });

  it('finds what is whole, also in the records of earlier versions', async () => {
    await add(1);
    await releases.record(instance, { deploymentId: id('2'), epoch: 2, commit } as Release);
    await mkdir(releases.folder(instance, id('3')));
    expect(await releases.find(instance, id('1'))).toMatchObject({ commit, servedAt: 1 });
    expect(await releases.find(instance, id('2'))).toMatchObject({ commit, servedAt: 2 });
    expect(await releases.find(instance, id('3'))).toBeNull();
    expect(await releases.list(instance)).toEqual([id('2'), id('1')]);
  });

  it('removes one, or all with the empty folders above', async () => {
    await add(1);
    await add(2);
    await releases.remove(instance, id('1'));
    expect(await kept()).toEqual([id('2')]);
    await releases.removeAll(instance);
    await releases.removeAll(instance);
    expect(await readdir(join(dataDir, 'releases'))).toEqual([]);
  });

  it('refuses names that are no ids', async () => {
    expect(() => releases.folder(instance, '..')).toThrow(expect.objectContaining({ code: 'invalid-input' }));
    expect(() => releases.folder({ sandboxId: '..', service: 'orders' }, id('1'))).toThrow(
      expect.objectContaining({ code: 'invalid-input' }),
    );
  });
});
