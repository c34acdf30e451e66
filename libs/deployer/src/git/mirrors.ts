import { mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type GitCredentials, REPOSITORY_NAME } from '@sdp/protocol';
import { DeployError } from '../errors.js';
import { KeyedMutex } from '../keyed-mutex.js';
import { type GitProcess } from './git-process.js';
import { Mirror } from './mirror.js';
import { checkRemoteUrl, type RemotePolicy } from './remote-url.js';
import { type RemoteRepository } from './remotes.js';
import { inWords } from './source-errors.js';
import { removeStaleFiles } from './stale-files.js';

const FETCH = [
  'fetch',
  '--quiet',
  '--force',
  '--no-tags',
  '--no-write-fetch-head',
  '--no-auto-maintenance',
  '--no-recurse-submodules',
];

/** One bare mirror for each repository, `repos/<name>.git`, which one at a time works on. */
export class Mirrors {
  private readonly mutex = new KeyedMutex();

  constructor(
    private readonly git: GitProcess,
    private readonly policy: RemotePolicy,
    private readonly dataDir: string,
  ) {}

  /** Whether it is there already is another question: see `Mirror.exists`. */
  of({ name }: Pick<RemoteRepository, 'name'>): Mirror {
    if (!REPOSITORY_NAME.test(name)) {
      throw new DeployError('invalid-input', 'That is not a name of a repository.', 'app');
    }
    return new Mirror(join(this.dataDir, 'repos', `${name}.git`), this.dataDir);
  }

  /** Nobody else changes the mirror during `work`. */
  alone<T>(
    repository: Pick<RemoteRepository, 'name'>,
    work: (mirror: Mirror) => Promise<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const mirror = this.of(repository);
    return this.mutex.run(repository.name, () => work(mirror), signal);
  }

  /** Fetches what the refspec says, into a new mirror where there is none. */
  fetch(
    repository: RemoteRepository,
    flags: readonly string[],
    refspec: string,
    credentials: GitCredentials,
    signal?: AbortSignal,
  ): Promise<Mirror> {
    const url = checkRemoteUrl(repository.url, this.policy);
    const run = { subject: inWords(repository), remote: { url, credentials }, signal };
    const fetch = async (mirror: Mirror) => {
      await this.create(mirror, run.subject);
      await mirror.noteUse();
      await this.git.run(mirror.path, [...FETCH, ...flags, '--', url.href, refspec], run);
      return mirror;
    };
    return this.alone(repository, fetch, signal);
  }

  /** Forgets a repository. */
  async remove(repository: RemoteRepository): Promise<void> {
    await this.alone(repository, ({ path }) => rm(path, { recursive: true, force: true }));
  }

  /** Removes what git processes that were killed left behind. Call before anything else works on the mirrors. */
  async cleanUp(): Promise<void> {
    const folder = join(this.dataDir, 'repos');
    await mkdir(folder, { recursive: true });
    for (const name of await readdir(folder)) {
      await removeStaleFiles(join(folder, name));
      await rm(join(folder, name, 'worktrees'), { recursive: true, force: true });
      await this.pack(join(folder, name));
    }
  }

  /** Every fetch leaves loose objects. Packs them when they have become many; a mirror that cannot be packed still works. */
  private async pack(path: string): Promise<void> {
    const args = ['-c', 'gc.auto=5000', '-c', 'gc.autoDetach=false', 'gc', '--auto', '--quiet'];
    await this.git.run(path, args, { subject: path }).catch(() => undefined);
  }

  private async create(mirror: Mirror, subject: string): Promise<void> {
    if (await mirror.exists()) return;
    const folder = dirname(mirror.path);
    await mkdir(folder, { recursive: true });
    await this.git.run(folder, ['init', '--quiet', '--bare', '--template=', '--', mirror.path], { subject });
  }
}
