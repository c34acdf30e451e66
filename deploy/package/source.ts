import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

/** What the archives are built from. */
export interface Source {
  readonly version: string;
  readonly commit: string;
  /** The date of everything in the archives. */
  readonly committedAt: Date;
  /** There were changes that no commit has. */
  readonly isUncommitted: boolean;
  readonly lockSha256: string;
}

const run = promisify(execFile);

/** Throws when there is no commit to name, or changes that it would not name and nobody allowed. */
export async function readSource(root: string, allowUncommitted: boolean): Promise<Source> {
  const git = async (...args: string[]) => (await run('git', ['-C', root, ...args])).stdout.trim();
  const [commit, seconds] = await git('log', '-1', '--format=%H %ct').then(
    (line) => line.split(' ') as [string, string],
    () => {
      throw new Error(`${root} is no git checkout: archives name the commit they are built from.`);
    },
  );
  const changes = await git('status', '--porcelain');
  if (changes !== '' && !allowUncommitted) {
    throw new Error(
      `These changes are in no commit, and the archives would name one:\n${changes}\nCommit them, or add --uncommitted.`,
    );
  }
  const lock = await readFile(join(root, 'package-lock.json'));
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  return {
    version,
    commit,
    committedAt: new Date(Number(seconds) * 1000),
    isUncommitted: changes !== '',
    lockSha256: createHash('sha256').update(lock).digest('hex'),
  };
}
