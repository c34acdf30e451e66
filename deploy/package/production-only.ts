import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

interface Lock {
  packages: Record<string, { dev?: boolean } | undefined>;
}

/** Throws when a package is there for development only, as the lock file has it: it does not belong on a host. */
export async function refuseDevDependencies(root: string, folders: readonly string[]): Promise<void> {
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as Lock;
  const refused = folders.filter((folder) => isForDevelopment(lock.packages[folder]));
  if (refused.length === 0) return;
  throw new Error(
    `These are no dependencies of a running program: ${refused.join(', ')}. Move them in package.json.`,
  );
}

/** What the lock does not know came from nowhere that we can name. */
function isForDevelopment(entry: { dev?: boolean } | undefined): boolean {
  return entry === undefined || entry.dev === true;
}
