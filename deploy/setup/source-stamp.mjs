import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Files whose change changes no program. */
const IRRELEVANT = /\.(spec|engine)\.ts$|\.md$|__snapshots__/;

/**
 * A hash over names and contents of files and folders: the same text exactly as long as a build would give the same.
 *
 * @param {string} root
 * @param {readonly string[]} paths below the root; absent ones count as empty
 */
export function sourceStamp(root, paths) {
  const hash = createHash('sha256');
  for (const file of paths.flatMap((path) => filesBelow(root, path)).sort()) {
    const content = readFileSync(join(root, file));
    hash.update(`${file}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** @param {string} root @param {string} path @returns {string[]} */
function filesBelow(root, path) {
  const found = statSync(join(root, path), { throwIfNoEntry: false });
  if (found === undefined || IRRELEVANT.test(path)) return [];
  if (!found.isDirectory()) return [path];
  return readdirSync(join(root, path)).flatMap((name) => filesBelow(root, join(path, name)));
}
