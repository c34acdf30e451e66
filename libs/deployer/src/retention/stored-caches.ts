import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { REPOSITORY_NAME } from '@sdp/protocol';
import { type BuildRunner } from '../builds/build-runner.js';
import { cacheEntries, type CacheEntry, type CacheLayout } from './cache-layout.js';
import { look } from './file-tree.js';
import { type Store, type StoredItem } from './stored-item.js';
import { Trash } from './trash.js';

const DAY_MS = 24 * 3_600_000;
/** As the build runners lay them out: one for all, or one for each repository. */
const OF_A_REPOSITORY = 'cache';
/** No repository is called so. */
const TRASH = '.removed';

/** A cache: where it is, and what is in it. */
interface Cache {
  /** What builds write to as a whole. */
  root: string;
  /** Out of the reach of builds: what they made must not lead elsewhere. */
  trash: Trash;
  layout: CacheLayout;
  /** Whose it is, for people. */
  owner: string;
}

/**
 * Build caches, in slices: what of a cache was used last on the same day. A slice has nothing that anybody needs, it
 * only saves time; nothing of it goes while a build may read it.
 */
export class StoredCaches implements Store {
  readonly kind = 'cache';

  constructor(
    private readonly folder: string,
    private readonly layouts: readonly CacheLayout[],
    private readonly builds: Pick<BuildRunner, 'whileIdle'>,
  ) {}

  async survey(): Promise<StoredItem[]> {
    const items: StoredItem[] = [];
    for (const cache of await this.caches()) items.push(...(await slicesOf(cache)));
    return items;
  }

  async remove({ id, usedAt }: StoredItem): Promise<number | null> {
    const [path, day] = id.split(' ');
    const cache = (await this.caches()).find((one) => pathOf(one) === path);
    if (!cache) return null;
    let freed: number | null = null;
    await this.builds.whileIdle(cache.root, async () => {
      freed = await removeFrom(
        cache,
        (entry) => dayOf(entry.usedAt) === Number(day) && entry.usedAt <= usedAt,
      );
    });
    return freed;
  }

  /** What a killed run left. */
  async emptyTrash(): Promise<void> {
    for (const { trash } of await this.caches()) await trash.empty();
  }

  private async caches(): Promise<Cache[]> {
    const entries = await readdir(this.folder, { withFileTypes: true }).catch(() => []);
    const roots = entries
      .filter((entry) => entry.isDirectory() && REPOSITORY_NAME.test(entry.name))
      .map(({ name }) => ({
        root: join(this.folder, name, OF_A_REPOSITORY),
        trash: new Trash(join(this.folder, name, TRASH)),
        owner: `repository ${name}`,
      }));
    const shared = {
      root: this.folder,
      trash: new Trash(join(this.folder, TRASH)),
      owner: 'every repository',
    };
    const all = [shared, ...roots].flatMap((place) => this.layouts.map((layout) => ({ ...place, layout })));
    const isThere = await Promise.all(
      all.map(async (one) => (await look(pathOf(one)))?.isDirectory() === true),
    );
    return all.filter((_, index) => isThere[index]);
  }
}

async function slicesOf(cache: Cache): Promise<StoredItem[]> {
  const path = pathOf(cache);
  const device = (await look(path))?.dev ?? null;
  const slices = new Map<number, StoredItem>();
  for await (const { bytes, usedAt } of cacheEntries(path, cache.layout.entries)) {
    const day = dayOf(usedAt);
    const slice = slices.get(day) ?? sliceOf(cache, day, device);
    slices.set(day, { ...slice, bytes: slice.bytes + bytes, usedAt: Math.max(slice.usedAt, usedAt) });
  }
  return [...slices.values()];
}

function sliceOf(cache: Cache, day: number, device: number | null): StoredItem {
  const { layout, owner } = cache;
  const date = isDate(day) ? new Date(day * DAY_MS).toISOString().slice(0, 10) : 'no known day';
  return {
    kind: 'cache',
    id: `${pathOf(cache)} ${day}`,
    name: `${layout.folder} of ${owner}, last used on ${date}`,
    bytes: 0,
    usedAt: 0,
    device,
    isKept: false,
  };
}

async function removeFrom(cache: Cache, isMeant: (entry: CacheEntry) => boolean): Promise<number> {
  let freed = 0;
  for await (const entry of cacheEntries(pathOf(cache), cache.layout.entries)) {
    if (!isMeant(entry)) continue;
    if (entry.isFolder) await cache.trash.discard(entry.path);
    else await rm(entry.path, { force: true });
    freed += entry.bytes;
  }
  return freed;
}

function pathOf({ root, layout }: Cache): string {
  return join(root, layout.folder);
}

function dayOf(time: number): number {
  return Math.floor(time / DAY_MS);
}

/** Builds may stamp their files with years that no date has. */
function isDate(day: number): boolean {
  return day >= 0 && day * DAY_MS < Date.UTC(10_000, 0);
}
