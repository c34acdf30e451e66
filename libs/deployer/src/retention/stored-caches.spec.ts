import { mkdir, mkdtemp, readdir, rm, stat, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { OwnBuilds } from '../builds/build-runner.js';
import { GoStrategy } from '../strategies/go-strategy.js';
import { PhpStrategy } from '../strategies/php-strategy.js';
import { StoredCaches } from './stored-caches.js';

const DAY_MS = 24 * 3_600_000;
const HASH = 'ab'.repeat(32);

let folder: string;
let builds: OwnBuilds;
let caches: StoredCaches;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sdp-caches-'));
  builds = new OwnBuilds(folder);
  caches = new StoredCaches(folder, [...new GoStrategy().caches, ...new PhpStrategy().caches], builds);
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const daysAgo = (days: number) => new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS - days * DAY_MS);

/** A file that was used last so many days ago. */
async function file(path: string, days: number): Promise<string> {
  const place = join(folder, path);
  await mkdir(dirname(place), { recursive: true });
  await writeFile(place, 'x'.repeat(5_000));
  await utimes(place, daysAgo(days), daysAgo(days));
  return place;
}

const isThere = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

/** Removes whatever was not used for so many days. */
async function clear(days: number): Promise<(number | null)[]> {
  const items = (await caches.survey()).filter(({ usedAt }) => usedAt < daysAgo(days).getTime());
  const freed: (number | null)[] = [];
  for (const item of items) freed.push(await caches.remove(item));
  return freed;
}

describe("Go's build cache", () => {
  it('loses what was not used for long, and nothing else', async () => {
    const old = await file(`go-build/ab/${HASH}-d`, 9);
    const used = await file(`go-build/ab/${'cd'.repeat(32)}-a`, 1);
    const others = [
      await file('go-build/README', 99),
      await file('go-build/trim.txt', 99),
      await file('go-build/ab/notes', 99),
    ];
    expect(await clear(5)).toEqual([expect.any(Number)]);
    expect(await isThere(old)).toBe(false);
    for (const path of [used, ...others]) expect(await isThere(path)).toBe(true);
  });

  it('is found below each repository as well', async () => {
    const old = await file(`orders/cache/go-build/ab/${HASH}-d`, 9);
    const [slice] = await caches.survey();
    expect(slice?.name).toContain('repository orders');
    await clear(5);
    expect(await isThere(old)).toBe(false);
  });

  it('keeps what a build used after the survey', async () => {
    const path = await file(`go-build/ab/${HASH}-d`, 9);
    const [slice] = await caches.survey();
    await utimes(path, new Date(), new Date());
    expect(await caches.remove(slice!)).toBe(0);
    expect(await isThere(path)).toBe(true);
  });
});

describe("Go's module cache", () => {
  it('loses whole modules, though they are read-only, and what was downloaded for them', async () => {
    const module = await file('go-mod/example.com/lib@v1.2.0/lib.go', 9);
    const download = await file('go-mod/cache/download/example.com/lib/@v/v1.2.0.zip', 9);
    const used = await file('go-mod/example.com/other@v1.0.0/deep/old.go', 9);
    const justUsed = await file('go-mod/example.com/other@v1.0.0/deep/new.go', 1);
    await clear(5);
    expect(await Promise.all([module, dirname(module), download, used, justUsed].map(isThere))).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
    expect(await readdir(join(folder, '.removed'))).toEqual([]);
  });

  it('keeps what is no module: locks and whatever else lies there', async () => {
    const lock = await file('go-mod/cache/download/example.com/lib/@v/v1.2.0.lock', 9);
    const other = await file('go-mod/cache/lock', 9);
    expect(await clear(5)).toEqual([]);
    expect(await Promise.all([lock, other].map(isThere))).toEqual([true, true]);
  });
});

it("composer's archives go one by one", async () => {
  const [old, used] = [
    await file('composer/cache/files/team/lib/1.zip', 9),
    await file('composer/cache/files/team/lib/2.zip', 1),
  ];
  const settings = await file('composer/auth.json', 99);
  await clear(5);
  expect(await Promise.all([old, used, settings].map(isThere))).toEqual([false, true, true]);
});

describe('what a hostile build left', () => {
  let outside: string;
  let victim: string;

  beforeEach(async () => {
    outside = await mkdtemp(join(tmpdir(), 'sdp-outside-'));
    victim = join(outside, `${HASH}-d`);
    await writeFile(victim, 'mine');
    await utimes(victim, daysAgo(99), daysAgo(99));
  });
  afterEach(() => rm(outside, { recursive: true, force: true }));

  it.each([
    ['in the place of a cache', 'orders/cache/go-build'],
    ['in a cache', 'orders/cache/go-build/ab'],
    ['in the place of all caches', 'orders/cache'],
  ])('leads nowhere: a link %s', async (_, path) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await symlink(outside, join(folder, path));
    await clear(5);
    expect(await isThere(victim)).toBe(true);
  });

  it('leads nowhere: a link instead of a file, in the cache and where the removed things go', async () => {
    await file(`orders/cache/go-build/ab/${'cd'.repeat(32)}-d`, 9);
    await symlink(victim, join(folder, 'orders/cache/go-build/ab', `${HASH}-d`));
    await symlink(outside, join(folder, 'orders/cache/.removed'));
    await clear(5);
    await caches.emptyTrash();
    expect(await isThere(victim)).toBe(true);
  });

  it('has any date it likes', async () => {
    const path = await file(`orders/cache/go-build/ab/${HASH}-d`, 0);
    const far = new Date(Date.UTC(2400, 0));
    await utimes(path, far, far);
    const [slice] = await caches.survey();
    expect(await caches.remove(slice!)).toBeGreaterThan(0);
    expect(await isThere(path)).toBe(false);
  });
});

it('waits for builds, and builds wait for it', async () => {
  await file(`go-build/ab/${HASH}-d`, 9);
  const [slice] = await caches.survey();
  const command = {
    title: 'a build',
    program: 'sleep',
    args: ['0.3'],
    cwd: folder,
    env: { PATH: process.env['PATH']! },
    writesTo: [],
  };
  const build = () => builds.run(command, { purpose: 'a build', timeoutMs: 10_000 });
  const running = build();
  await Promise.resolve();
  expect(await caches.remove(slice!)).toBeNull();
  await running;
  let isOver = false;
  const removing = builds.whileIdle(folder, async () => {
    await caches.survey();
    isOver = true;
  });
  await build();
  expect(isOver).toBe(true);
  await removing;
});
