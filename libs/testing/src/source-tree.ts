import { readdir, readFile, readlink, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { type FileChange } from './fast-import.js';

/** Every file below a folder, in a fixed order, with the mode git would give it. */
export async function readTree(folder: string): Promise<FileChange[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files: FileChange[] = [];
  for (const entry of entries) {
    if (entry.isDirectory()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = relative(folder, file);
    if (entry.isSymbolicLink()) {
      files.push({ path, mode: '120000', content: Buffer.from(await readlink(file)) });
    } else {
      const isExecutable = ((await stat(file)).mode & 0o100) !== 0;
      files.push({ path, mode: isExecutable ? '100755' : '100644', content: await readFile(file) });
    }
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
