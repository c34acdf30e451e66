import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * A folder for what is no longer used. Things get there by a rename, so they are whole in their place or not there at
 * all; the removal behind that may be interrupted, and is finished with the next `empty`. It must be on the file system
 * of what is put into it.
 */
export class Trash {
  constructor(private readonly folder: string) {}

  /** Throws where the thing is not there any more. */
  async discard(path: string): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    // Go's module cache is read-only; a folder that is not writable cannot be moved to another one.
    await chmod(path, 0o700);
    const discarded = join(this.folder, randomUUID());
    await rename(path, discarded);
    await removeTree(discarded);
  }

  async empty(): Promise<void> {
    for (const name of await readdir(this.folder).catch(() => [])) await removeTree(join(this.folder, name));
  }
}

async function removeTree(path: string): Promise<void> {
  try {
    await rm(path, { recursive: true, force: true });
  } catch (error) {
    if (!['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
    await makeWritable(path);
    await rm(path, { recursive: true, force: true });
  }
}

async function makeWritable(folder: string): Promise<void> {
  await chmod(folder, 0o700);
  for (const entry of await readdir(folder, { withFileTypes: true }))
    if (entry.isDirectory()) await makeWritable(join(folder, entry.name));
}
