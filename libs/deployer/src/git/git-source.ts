import {
  type AnnouncedRepository,
  BRANCH_NAME,
  type BranchInfo,
  type CommitComparison,
  type CommitInfo,
  type GitCredentials,
} from '@sdp/protocol';
import { DeployError } from '../errors.js';
import { GitProcess, type GitProcessOptions } from './git-process.js';
import { type Mirror } from './mirror.js';
import { Mirrors } from './mirrors.js';
import { type RemotePolicy } from './remote-url.js';
import { type RemoteRepository, Remotes } from './remotes.js';
import { credentialsNeeded, inWords, isRefConflict, unknownBranch, unknownCommit } from './source-errors.js';
import { checkOutFrom } from './work-tree.js';

export interface GitSourceOptions extends GitProcessOptions {
  hosts: RemotePolicy['hosts'];
}

export interface Revision {
  branch: string;
  /** Pinned commit; the branch's newest when absent. */
  commit?: string | undefined;
}

const ALL_BRANCHES = '+refs/heads/*:refs/heads/*';

/**
 * Commits of remote repositories, fetched incrementally into the mirrors on this host. Every method throws
 * `DeployError` with one of git's codes.
 */
export class GitSource {
  /** What can be asked without fetching. */
  readonly remotes: Remotes;
  readonly mirrors: Mirrors;
  private readonly git: GitProcess;

  constructor(options: GitSourceOptions) {
    this.git = new GitProcess(options);
    this.remotes = new Remotes(this.git, options, options.dataDir);
    this.mirrors = new Mirrors(this.git, options, options.dataDir);
  }

  /** Fetches every branch, and returns those with a name that can be deployed, newest first. */
  async listBranches(
    repository: RemoteRepository,
    credentials: GitCredentials,
    signal?: AbortSignal,
  ): Promise<BranchInfo[]> {
    const mirror = await this.fetchAll(repository, credentials, signal);
    const branches = await mirror.branches();
    return branches.filter(({ name }) => BRANCH_NAME.test(name));
  }

  /**
   * Fetches, then counts: what of a branch does not run yet, and what it lacks of the default branch. `aheadOfRunning`
   * is null when nothing runs, or when what runs is not in the branch's history.
   */
  async compare(
    repository: AnnouncedRepository,
    { branch, running }: { branch: string; running?: string | undefined },
    credentials: GitCredentials,
    signal?: AbortSignal,
  ): Promise<CommitComparison> {
    const mirror = await this.fetchAll(repository, credentials, signal);
    const newest = async (name: string): Promise<CommitInfo> => {
      const commit = await mirror.newestCommit(name);
      if (commit) return commit;
      throw unknownBranch(repository, name);
    };
    const { defaultBranch } = repository;
    const [head, main] = [await newest(branch), await newest(defaultBranch)];
    const behind = await mirror.count(main.id, head.id);
    return {
      head,
      aheadOfRunning: running === undefined ? null : await aheadOf(mirror, running, head.id),
      defaultBranch,
      behindDefault: behind.onlyLeft,
    };
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
    const found = await (commit ? mirror.commit(commit) : mirror.newestCommit(branch));
    if (found) return found;
    if (!commit) throw unknownCommit(repository, branch);
    await this.mirrors.fetch(repository, [], commit, credentials, signal);
    const fetched = await mirror.commit(commit);
    if (fetched) return fetched;
    throw unknownCommit(repository, commit);
  }

  /** Newest commit of the default branch as the mirror has it, or null. */
  async newestKnown(repository: AnnouncedRepository): Promise<CommitInfo | null> {
    const mirror = this.mirrors.of(repository);
    return (await mirror.exists()) ? mirror.newestCommit(repository.defaultBranch) : null;
  }

  /** Which of the given paths are in the tree of a commit that the mirror has. */
  filesAmong(repository: RemoteRepository, commit: string, paths: readonly string[]): Promise<string[]> {
    return this.mirrors.of(repository).filesAmong(commit, paths);
  }

  /** Checks a commit of the mirror out into `folder`, which must not exist. */
  async checkOut(
    repository: RemoteRepository,
    commit: string,
    folder: string,
    signal?: AbortSignal,
  ): Promise<void> {
    const run = { subject: `commit ${commit} of ${inWords(repository)}`, signal };
    const work = async (mirror: Mirror) => {
      await mirror.noteUse();
      await checkOutFrom(mirror, this.git, commit, folder, run);
    };
    await this.mirrors.alone(repository, work, signal);
  }

  private async knownCommit(repository: RemoteRepository, commit: string): Promise<CommitInfo | null> {
    const mirror = this.mirrors.of(repository);
    return (await mirror.exists()) ? mirror.commit(commit) : null;
  }

  /** What is gone at the server is gone here afterwards. */
  private fetchAll(
    repository: RemoteRepository,
    credentials: GitCredentials,
    signal?: AbortSignal,
  ): Promise<Mirror> {
    return this.mirrors.fetch(repository, ['--prune'], ALL_BRANCHES, credentials, signal);
  }

  private async fetchBranch(
    repository: RemoteRepository,
    branch: string,
    credentials: GitCredentials,
    signal?: AbortSignal,
  ): Promise<Mirror> {
    const ref = `refs/heads/${branch}`;
    try {
      return await this.mirrors.fetch(repository, [], `+${ref}:${ref}`, credentials, signal);
    } catch (error) {
      if (error instanceof DeployError && error.code === 'branch-unknown')
        throw unknownBranch(repository, branch);
      if (!isRefConflict(error)) throw error;
      // `topic` became `topic/one` at the server, or the other way round: the old ref is in the way until pruned.
      return this.fetchAll(repository, credentials, signal);
    }
  }
}

/** Null when the commit is not in the history of `head`; it may be gone altogether after a force-push. */
async function aheadOf(mirror: Mirror, running: string, head: string): Promise<number | null> {
  if (!(await mirror.commit(running))) return null;
  const { onlyLeft, onlyRight } = await mirror.count(head, running);
  return onlyRight === 0 ? onlyLeft : null;
}
