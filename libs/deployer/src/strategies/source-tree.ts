import { constants } from 'node:fs';
import { open, readdir, readlink, realpath, rm } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';

const MAX_FILE_BYTES = 4 * 1024 * 1024;

/** A checked-out tree, read without ever following a link out of it. */
export class SourceTree {
  constructor(readonly root: string) {}

  /** Text of a regular file; null when there is none inside the tree, or it is larger than 4 MiB. */
  async read(path: string): Promise<string | null> {
    const inside = await this.resolveInside(path);
    if (!inside) return null;
    const file = await open(inside, constants.O_RDONLY | constants.O_NOFOLLOW).catch(() => null);
    if (!file) return null;
    try {
      const { size } = await file.stat();
      return size <= MAX_FILE_BYTES ? await file.readFile('utf8').catch(() => null) : null;
    } finally {
      await file.close();
    }
  }

  async has(path: string): Promise<boolean> {
    return (await this.resolveInside(path)) !== null;
  }

  /** Names in a folder, sorted; empty when there is no such folder. */
  async names(folder: string, kind: 'files' | 'folders'): Promise<string[]> {
    const inside = await this.resolveInside(folder);
    const entries = inside ? await readdir(inside, { withFileTypes: true }).catch(() => []) : [];
    return entries
      .filter((entry) => (kind === 'files' ? entry.isFile() : entry.isDirectory()))
      .map(({ name }) => name)
      .sort();
  }

  /**
   * Removes every symbolic link that leads out of the tree, and returns their paths. Build tools on the host follow
   * links: one to `/etc/shadow` or to a neighbour's release must not be there when they start (CVE-2024-32020).
   */
  async removeEscapingLinks(): Promise<string[]> {
    const root = await realpath(this.root);
    const entries = await readdir(root, { recursive: true, withFileTypes: true });
    const links = entries
      .filter((entry) => entry.isSymbolicLink())
      .map((link) => join(link.parentPath, link.name));
    const escaping: string[] = [];
    for (const link of links) if (!(await staysInside(root, link))) escaping.push(link);
    await Promise.all(escaping.map((link) => rm(link)));
    return escaping.map((link) => relative(root, link)).sort();
  }

  private async resolveInside(path: string): Promise<string | null> {
    const found = await realpath(join(this.root, path)).catch(() => null);
    return found && isWithin(await realpath(this.root), found) ? found : null;
  }
}

/** A link to nowhere is judged by its words. */
async function staysInside(root: string, link: string): Promise<boolean> {
  const target = await realpath(link).catch(async () => resolve(dirname(link), await readlink(link)));
  return isWithin(root, target);
}

function isWithin(root: string, path: string): boolean {
  return path === root || path.startsWith(root + sep);
}
