import { readdir } from 'node:fs/promises';
import { join, relative } from 'node:path';

/** Every file below a folder, by its path in there, in order. Anything that is neither file nor folder is named, too. */
export async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}
