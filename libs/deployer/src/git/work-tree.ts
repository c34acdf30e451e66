import { mkdir, readFile, realpath, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type GitProcess, type GitRun } from './git-process.js';
import { type Mirror } from './mirror.js';

/**
 * Checks a commit of the mirror out into `folder`, which must not exist. The work tree is then cut off from the
 * mirror: no `.git` in it tells a container about this host, and removing the folder is all it takes to undo.
 */
export async function checkOutFrom(
  mirror: Mirror,
  git: GitProcess,
  commit: string,
  folder: string,
  run: Omit<GitRun, 'remote'>,
): Promise<void> {
  await mkdir(dirname(folder), { recursive: true });
  const add = ['worktree', 'add', '--quiet', '--detach', '--force', '--', folder, commit];
  await git.run(mirror.path, add, run);
  await cutOff(folder, mirror);
}

/** Removes the link from a work tree to its mirror, and the mirror's record of the work tree. */
async function cutOff(folder: string, mirror: Mirror): Promise<void> {
  const link = join(folder, '.git');
  const record = /^gitdir: (.+)$/m.exec(await readFile(link, 'utf8'))?.[1];
  await rm(link);
  if (record?.startsWith(join(await realpath(mirror.path), 'worktrees') + '/')) {
    await rm(record, { recursive: true, force: true });
  }
}
