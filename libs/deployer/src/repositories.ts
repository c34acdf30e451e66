import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type AnnouncedRepository,
  type BranchInfo,
  type CommitComparison,
  type GitCredentials,
  REPOSITORY_NAME,
  type Stack,
} from '@sdp/protocol';
import { DeployError } from './errors.js';
import { type GitSource } from './git/git-source.js';
import { KeyedMutex } from './keyed-mutex.js';

/** Which files in the root of a tree make it one of a stack; the first stack that matches is taken. */
export interface StackMarkers {
  stack: Stack;
  markers: readonly string[];
}

/** The repositories this host can deploy: those of its configuration, and those that people added. */
export class Repositories {
  private added: AnnouncedRepository[] = [];
  private readonly file: string;
  /** Two URLs under one name must not meet in one mirror. */
  private readonly additions = new KeyedMutex();

  constructor(
    dataDir: string,
    private readonly configured: readonly AnnouncedRepository[],
    private readonly git: GitSource,
    private readonly stacks: readonly StackMarkers[],
  ) {
    this.file = join(dataDir, 'repositories.json');
  }

  /** Reads the added ones from disk. */
  async load(): Promise<void> {
    const text = await readFile(this.file, 'utf8').catch(() => '[]');
    const isConfigured = ({ name }: AnnouncedRepository) => this.configured.some((one) => one.name === name);
    this.added = (JSON.parse(text) as AnnouncedRepository[]).filter((one) => !isConfigured(one));
  }

  list(): AnnouncedRepository[] {
    return [...this.configured, ...this.added];
  }

  /** Throws `repository-unknown`. */
  get(name: string): AnnouncedRepository {
    const found = this.list().find((repository) => repository.name === name);
    if (found) return found;
    throw new DeployError(
      'repository-unknown',
      `This host knows no repository "${name}". Add it by its URL, or correct the name.`,
      'platform',
    );
  }

  /**
   * Resolves when the git server accepts the credentials for `name`, or else for the first repository that is not
   * public and that the server can be asked about. Throws `credentials-rejected`, or why nobody could tell. After a
   * refusal no other repository is tried: git servers lock accounts.
   */
  async probeCredentials(credentials: GitCredentials, name?: string, signal?: AbortSignal): Promise<void> {
    let failure = nothingToProbe();
    for (const repository of name === undefined ? this.list() : [this.get(name)]) {
      try {
        if (await this.git.remotes.isPublic(repository, signal)) continue;
        return await this.git.remotes.probe(repository, credentials, signal);
      } catch (error) {
        const isVerdict = !(error instanceof DeployError) || error.code === 'credentials-rejected';
        if (isVerdict || signal?.aborted) throw error;
        failure = error;
      }
    }
    throw failure;
  }

  /** Newest first. */
  listBranches(name: string, credentials: GitCredentials, signal?: AbortSignal): Promise<BranchInfo[]> {
    return this.git.listBranches(this.get(name), credentials, signal);
  }

  /** Counted after a fetch. Throws `branch-unknown`, also for a default branch that is gone. */
  compare(
    name: string,
    revisions: { branch: string; running?: string | undefined },
    credentials: GitCredentials,
    signal?: AbortSignal,
  ): Promise<CommitComparison> {
    return this.git.compare(this.get(name), revisions, credentials, signal);
  }

  /**
   * Clones by URL, finds stack and default branch, remembers it. Adding the same name and URL again answers what is
   * known. Throws `invalid-input`, `name-taken`, `stack-unknown`, and git's codes; nothing is kept then.
   */
  async add(
    name: string,
    url: string,
    credentials: GitCredentials,
    signal?: AbortSignal,
  ): Promise<AnnouncedRepository> {
    if (!REPOSITORY_NAME.test(name)) {
      throw new DeployError(
        'invalid-input',
        'The name of a repository has letters, digits, ".", "_" and "-".',
        'app',
      );
    }
    return this.additions.run(name, () => this.addOnce(name, url, credentials, signal), signal);
  }

  private async addOnce(
    name: string,
    url: string,
    credentials: GitCredentials,
    signal?: AbortSignal,
  ): Promise<AnnouncedRepository> {
    const known = this.list().find((repository) => repository.name === name);
    if (known?.url === url) return known;
    if (known) {
      throw new DeployError(
        'name-taken',
        `This host has a repository "${name}" with another URL (${known.url}) already. Choose another name.`,
        'app',
      );
    }
    const repository = await this.examine({ name, url }, credentials, signal);
    await this.remember(repository);
    return repository;
  }

  private async examine(
    remote: { name: string; url: string },
    credentials: GitCredentials,
    signal?: AbortSignal,
  ): Promise<AnnouncedRepository> {
    const head = await this.git.remotes.defaultBranch(remote, credentials, signal);
    try {
      const branches = await this.git.listBranches(remote, credentials, signal);
      const main = branches.find(({ name }) => name === head) ?? branches[0];
      if (!main) {
        throw new DeployError('branch-unknown', `"${remote.name}" has no branch yet. Push one first.`, 'app');
      }
      return { ...remote, stack: await this.stackOf(remote, main), defaultBranch: main.name };
    } catch (error) {
      await this.git.mirrors.remove(remote);
      throw error;
    }
  }

  private async stackOf(remote: { name: string; url: string }, main: BranchInfo): Promise<Stack> {
    const wanted = this.stacks.flatMap(({ markers }) => markers);
    const present = await this.git.filesAmong(remote, main.commit.id, wanted);
    const found = this.stacks.find(({ markers }) => markers.some((marker) => present.includes(marker)));
    if (found) return found.stack;
    throw new DeployError(
      'stack-unknown',
      `This host cannot tell how to build "${remote.name}": branch "${main.name}" has none of ${wanted.join(', ')}. Add one of them, or use an agent of another kind.`,
      'app',
    );
  }

  private async remember(repository: AnnouncedRepository): Promise<void> {
    this.added = [...this.added.filter(({ name }) => name !== repository.name), repository];
    await writeFile(`${this.file}.new`, JSON.stringify(this.added, null, 2), { flush: true });
    await rename(`${this.file}.new`, this.file);
  }
}

function nothingToProbe(): DeployError {
  return new DeployError(
    'platform-failure',
    'No repository of this host asks for a login, so there is nothing to check credentials against. Configure one that is not public (SDP_REPOSITORIES).',
    'platform',
  );
}
