import { statfs } from 'node:fs/promises';

/** Less than this, and nothing useful can be written. */
const FULL_BYTES = 1024 * 1024;

/** What an ordinary user may still write to the file system of a folder, in bytes. */
export async function freeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** Whether one of the folders is on a full disk. A folder that is not there is on none. */
export async function isAnyDiskFull(folders: readonly string[]): Promise<boolean> {
  const free = await Promise.all(folders.map((folder) => freeBytes(folder).catch(() => Infinity)));
  return free.some((bytes) => bytes < FULL_BYTES);
}
