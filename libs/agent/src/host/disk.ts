import { statfs } from 'node:fs/promises';

/** What an ordinary user may still write to a folder's file system, and how large it is, in bytes. */
export async function diskOf(folder: string): Promise<{ freeBytes: number; totalBytes: number }> {
  const { bavail, blocks, bsize } = await statfs(folder);
  return { freeBytes: bavail * bsize, totalBytes: blocks * bsize };
}
