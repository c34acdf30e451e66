import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Locks and half-written packs of a git process that was killed. Only for a mirror that nobody works on. */
const STALE = /(?:\.lock$|^tmp_(?:pack|idx|obj|rev)_)/;
const OBJECT_FOLDER = /^[0-9a-f]{2}$/;

/** Removes them below a bare repository; loose objects are left alone. */
export async function removeStaleFiles(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !OBJECT_FOLDER.test(entry.name)) await removeStaleFiles(path);
    if (entry.isFile() && STALE.test(entry.name)) await rm(path, { force: true });
  }
}
