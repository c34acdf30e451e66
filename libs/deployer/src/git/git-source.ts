import { mkdir, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import {
  type AnnouncedRepository,
  BRANCH_NAME,
  type BranchInfo,
  type CommitInfo,
  type GitCredentials,
  REPOSITORY_NAME,
} from '@sdp/protocol';
import { DeployError } from '../errors.js';
import { GitProcess, type GitProcessOptions } from './git-process.js';
import { KeyedMutex } from '../keyed-mutex.js';
import { Mirror } from './mirror.js';
import { checkRemoteUrl, type RemotePolicy } from './remote-url.js';
import { removeStaleFiles } from './stale-files.js';

export type RemoteRepository = Pick<AnnouncedRepository, 'name' | 'url'>;

export interface GitSourceOptions extends GitProcessOptions {
  hosts: RemotePolicy['hosts'];
}

export interface Revision {
  branch: string;
  /** Pinned commit; the branch's newest when absent. */
  commit?: string | undefined;
}

const FETCH = [
  'fetch',
  '--quiet',
  '--force',
  '--no-tags',
  '--no-write-fetch-head',
  '--no-auto-maintenance',
  '--no-recurse-submodules',
];
const ALL_BRANCHES = '+refs/heads/*:refs/heads/*';

/**
 * Commits of remote repositories. Each has one bare mirror, `repos/<name>.git`, which is fetched incrementally and
 * worked on by one at a time. Every method throws `DeployError` with one of git's codes.
 */
export class GitSource {
  private readonly git: GitProcess;
  private readonly mirrors = new KeyedMutex();

  constructor(private readonly options: GitSourceOptions) {
    this.git = new GitProcess(options);
  }

  /** Removes what git processes that were killed left behind. Call before anything else works on the mirrors. */
  async cleanUp(): Promise<void> {
    const folder = join(this.options.dataDir, 'repos');
    await mkdir(folder, { recursive: true });
    for (const name of await readdir(folder)) {
      await removeStaleFiles(join(folder, name));
      await rm(join(folder, name, 'worktrees'), { recursive: true, force: true });
      await this.pack(join(folder, name));
    }
  }

  /** Resolves when the git server lets these credentials read the repository. */
  async probe(
    repository: RemoteRepository,
    credentials: GitCredentials,
    signal?: AbortSignal,
  ): Promise<void> {
    await this.lsRemote(repository, [], 'HEAD', credentials, signal);
  }

  /** Whether the git server lets anybody read the repository: then reading it proves nothing about anyone. */
  async isPublic(repository: RemoteRepository, signal?: AbortSignal): Promise<boolean> {
    try {
      await this.lsRemote(repository, [], 'HEAD', undefined, signal);
      return true;
    } catch (error) {
      // Some servers deny to strangers that there is such a repository.
      const refusals: readonly string[] = ['credentials-rejected', 'repository-unknown'];
      if (error instanceof DeployError && refusals.includes(error.code)) return false;
      throw error;
    }
  }

  /** Name of the branch that the remote's HEAD is on; null for an empty repository. */
  async defaultBranch(
    repository: RemoteRepository,
    credentials: GitCredentials,
    signal?: AbortSignal,
  ): Promise<string | null> {
    const lines = await this.lsRemote(repository, ['--symref'], 'HEAD', credentials, signal);
    return lines.map((line) => /^ref: refs\/heads\/(.+)\tHEAD$/.exec(line)?.[1]).find(Boolean) ?? null;
  }

  /** Fetches every branch, and returns those with a name that can be deployed, newest first. */
  async listBranches(
    repository: RemoteRepository,
    credentials: GitCredentials,
    signal?: AbortSignal,
  ): Promise<BranchInfo[]> {
    const mirror = await this.fetch(repository, ['--prune'], ALL_BRANCHES, credentials, signal);
    const branches = await mirror.branches();
    return branches.filter(({ name }) => BRANCH_NAME.test(name));
  }

  /**
   * Makes the wanted commit present on this host. A pinned commit that is here already needs neither network nor
   * credentials; for anything else without them: `credentials-needed`.
   */
  async fetchCommit(
    repository: RemoteRepository,
    { branch, commit }: Revision,
    credentials?: GitCredentials,
    signal?: AbortSignal,
  ): Promise<CommitInfo> {
    const known = commit && (await this.knownCommit(repository, commit));
    if (known) return known;
    if (!credentials) throw credentialsNeeded(repository);
    const mirror = await this.fetchBranch(repository, branch, credentials, signal);
    if (!commit) return (await mirror.newestCommit(branch)) ?? unknownCommit(repository, branch);
    const found = await mirror.commit(commit);
    if (found) return found;
    await this.fetch(repository, [], commit, credentials, signal);
    return (await mirror.commit(commit)) ?? unknownCommit(repository, commit);
  }

  /** A commit that the mirror has, or null. */
  async knownCommit(repository: RemoteRepository, commit: string): Promise<CommitInfo | null> {
    const mirror = this.mirror(repository);
    return (await exists(mirror)) ? mirror.commit(commit) : null;
  }

  /** Newest commit of the default branch as the mirror has it, or null. */
  async newestKnown(repository: AnnouncedRepository): Promise<CommitInfo | null> {
    const mirror = this.mirror(repository);
    return (await exists(mirror)) ? mirror.newestCommit(repository.defaultBranch) : null;
  }

  /** Which of the given paths are in the tree of a commit that the mirror has. */
  filesAmong(repository: RemoteRepository, commit: string, paths: readonly string[]): Promise<string[]> {
    return this.mirror(repository).filesAmong(commit, paths);
  }

  /**
   * Checks a commit of the mirror out into `folder`, which must not exist. The work tree is then cut off from the
   * mirror: no `.git` in it tells a container about this host, and removing the folder is all it takes to undo.
   */
  async checkOut(
    repository: RemoteRepository,
    commit: string,
    folder: string,
    signal?: AbortSignal,
  ): Promise<void> {
    await mkdir(dirname(folder), { recursive: true });
    const mirror = this.mirror(repository);
    const add = ['worktree', 'add', '--quiet', '--detach', '--force', '--', folder, commit];
    await this.mirrors.run(
      repository.name,
      async () => {
        await this.git.run(mirror.path, add, {
          subject: `commit ${commit} of ${quoted(repository)}`,
          signal,
        });
        await cutOff(folder, mirror);
      },
      signal,
    );
  }

  /** Forgets a repository: its mirror is removed. */
  async remove(repository: RemoteRepository): Promise<void> {
    const { path } = this.mirror(repository);
    await this.mirrors.run(repository.name, () => rm(path, { recursive: true, force: true }));
  }

  private async fetchBranch(
    repository: RemoteRepository,
    branch: string,
    credentials: GitCredentials,
    signal?: AbortSignal,
  ): Promise<Mirror> {
    const ref = `refs/heads/${branch}`;
    try {
      return await this.fetch(repository, [], `+${ref}:${ref}`, credentials, signal);
    } catch (error) {
      if (error instanceof DeployError && error.code === 'branch-unknown')
        throw unknownBranch(repository, branch);
      if (!isRefConflict(error)) throw error;
      // `topic` became `topic/one` at the server, or the other way round: the old ref is in the way until pruned.
      return this.fetch(repository, ['--prune'], ALL_BRANCHES, credentials, signal);
    }
  }

  private fetch(
    repository: RemoteRepository,
    flags: readonly string[],
    refspec: string,
    credentials: GitCredentials,
    signal?: AbortSignal,
  ): Promise<Mirror> {
    const url = this.remoteUrl(repository);
    const mirror = this.mirror(repository);
    const run = { subject: quoted(repository), remote: { url, credentials }, signal };
    return this.mirrors.run(
      repository.name,
      async () => {
        await this.createMirror(mirror, run.subject);
        await this.git.run(mirror.path, [...FETCH, ...flags, '--', url.href, refspec], run);
        return mirror;
      },
      signal,
    );
  }

  private lsRemote(
    repository: RemoteRepository,
    flags: readonly string[],
    ref: string,
    credentials: GitCredentials | undefined,
    signal?: AbortSignal,
  ): Promise<string[]> {
    const url = this.remoteUrl(repository);
    return this.git.run(this.options.dataDir, ['ls-remote', ...flags, '--', url.href, ref], {
      subject: quoted(repository),
      remote: { url, credentials },
      signal,
    });
  }

  /** Every fetch leaves loose objects. Packs them when they have become many; a mirror that cannot be packed still works. */
  private async pack(path: string): Promise<void> {
    const args = ['-c', 'gc.auto=5000', '-c', 'gc.autoDetach=false', 'gc', '--auto', '--quiet'];
    await this.git.run(path, args, { subject: path }).catch(() => undefined);
  }

  private async createMirror(mirror: Mirror, subject: string): Promise<void> {
    if (await exists(mirror)) return;
    await mkdir(dirname(mirror.path), { recursive: true });
    await this.git.run(
      dirname(mirror.path),
      ['init', '--quiet', '--bare', '--template=', '--', mirror.path],
      {
        subject,
      },
    );
  }

  private mirror({ name }: RemoteRepository): Mirror {
    if (!REPOSITORY_NAME.test(name)) {
      throw new DeployError('invalid-input', 'That is not a name of a repository.', 'app');
    }
    return new Mirror(join(this.options.dataDir, 'repos', `${name}.git`), this.options.dataDir);
  }

  private remoteUrl({ url }: RemoteRepository): URL {
    return checkRemoteUrl(url, this.options);
  }
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

function exists(mirror: Mirror): Promise<boolean> {
  return readFile(join(mirror.path, 'HEAD')).then(
    () => true,
    () => false,
  );
}

function isRefConflict(error: unknown): boolean {
  const words = error instanceof DeployError ? `${error.message} ${String(error.details['git'])}` : '';
  return /cannot lock ref|unable to update local ref|directory\/file conflict|some local refs could not be updated/i.test(
    words,
  );
}

function quoted({ name }: RemoteRepository): string {
  return `repository "${name}"`;
}

function credentialsNeeded(repository: RemoteRepository): DeployError {
  return new DeployError(
    'credentials-needed',
    `The commit of ${quoted(repository)} is not on this host yet, and there are no credentials to fetch it. Sign in and deploy again.`,
    'platform',
    true,
  );
}

function unknownBranch(repository: RemoteRepository, branch: string): DeployError {
  return new DeployError(
    'branch-unknown',
    `There is no branch "${branch}" (any more) in ${quoted(repository)}. Choose another one.`,
    'app',
  );
}

function unknownCommit(repository: RemoteRepository, revision: string): never {
  throw new DeployError(
    'commit-unknown',
    `"${revision}" is not there (any more) in ${quoted(repository)}. Choose another commit or branch.`,
    'app',
  );
}
