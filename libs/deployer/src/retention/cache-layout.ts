import { type Dirent } from 'node:fs';
import { basename, dirname } from 'node:path';
import { bytesOf, look, measure, type TreeUse, usedAtOf, walk } from './file-tree.js';

/** One of the folders that builds share, and what in it can be removed on its own without harm to the rest. */
export interface CacheLayout {
  /** Below the folder of the caches. */
  folder: string;
  entries: 'files' | 'go-build' | 'go-modules';
}

export interface CacheEntry extends TreeUse {
  path: string;
  isFolder: boolean;
}

/** As Go names what it keeps: a hash of what went in (`-a`) or of what came out (`-d`). */
const GO_BUILD = /^[0-9a-f]{64}-[ad]$/;

type Rule = (path: string, entry: Dirent) => boolean;

/**
 * What goes as one. Of Go's build cache the files with a hash for a name: Go stamps each anew that it uses, once an
 * hour. Of the module cache whole modules, `path@version`, and what was downloaded for them. Composer's archives are
 * files.
 */
const RULES: Readonly<Record<CacheLayout['entries'], Rule>> = {
  files: (_, entry) => entry.isFile(),
  'go-build': (_, entry) => entry.isFile() && GO_BUILD.test(entry.name),
  'go-modules': (path, entry) =>
    (entry.isDirectory() && entry.name.includes('@')) ||
    (entry.isFile() && basename(dirname(path)) === '@v' && !entry.name.endsWith('.lock')),
};

/** Everything in a cache that can be removed on its own, as it is found. */
export async function* cacheEntries(root: string, kind: CacheLayout['entries']): AsyncGenerator<CacheEntry> {
  const isEntry = RULES[kind];
  let inside: string | null = null;
  for await (const { path, entry } of walk(root)) {
    // A module's own files belong to it.
    if (inside !== null && path.startsWith(inside)) continue;
    inside = null;
    const isModule =
      kind === 'go-modules' && entry.isDirectory() && isEntry(path, entry) && entry.name !== '@v';
    if (isModule) inside = `${path}/`;
    if (isModule) yield { path, isFolder: true, ...(await measure(path)) };
    else if (entry.isFile() && isEntry(path, entry)) {
      const stats = await look(path);
      if (stats) yield { path, isFolder: false, bytes: bytesOf(stats), usedAt: usedAtOf(stats) };
    }
  }
}
