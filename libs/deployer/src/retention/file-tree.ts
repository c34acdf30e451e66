import { type Dirent, type Stats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

const BLOCK_BYTES = 512;

export interface TreeUse {
  bytes: number;
  /** When any of its files was read or written last. */
  usedAt: number;
}

/** What a file takes on its disk. */
export function bytesOf({ blocks }: Stats): number {
  return blocks * BLOCK_BYTES;
}

/** When a file was read or written last; how exact that is depends on how its file system was mounted. */
export function usedAtOf({ atimeMs, mtimeMs }: Stats): number {
  return Math.max(atimeMs, mtimeMs);
}

/** Null where there is nothing, or not any more. */
export function look(path: string): Promise<Stats | null> {
  return lstat(path).catch(() => null);
}

/** No link is followed: what trees have in them is made by others. */
export async function* walk(folder: string): AsyncGenerator<{ path: string; entry: Dirent }> {
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    yield { path, entry };
    if (entry.isDirectory()) yield* walk(path);
  }
}

/** Of everything in a folder, and of itself. */
export async function measure(folder: string): Promise<TreeUse> {
  const use = { bytes: 0, usedAt: 0 };
  const own = await look(folder);
  if (own) use.bytes += bytesOf(own);
  for await (const { path, entry } of walk(folder)) {
    const stats = await look(path);
    if (!stats) continue;
    use.bytes += bytesOf(stats);
    if (entry.isFile()) use.usedAt = Math.max(use.usedAt, usedAtOf(stats));
  }
  return use;
}
