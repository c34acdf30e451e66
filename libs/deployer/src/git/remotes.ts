import { type AnnouncedRepository, type GitCredentials } from '@sdp/protocol';
import { DeployError } from '../errors.js';
import { type GitProcess } from './git-process.js';
import { checkRemoteUrl, type RemotePolicy } from './remote-url.js';
import { inWords } from './source-errors.js';

export type RemoteRepository = Pick<AnnouncedRepository, 'name' | 'url'>;

/** Questions to git servers, answered without fetching anything. */
export class Remotes {
  constructor(
    private readonly git: GitProcess,
    private readonly policy: RemotePolicy,
    /** Where git runs; nothing is written there. */
    private readonly folder: string,
  ) {}

  /** Resolves when the git server lets these credentials read the repository. */
  async probe(
    repository: RemoteRepository,
    credentials: GitCredentials,
    signal?: AbortSignal,
  ): Promise<void> {
    await this.list(repository, [], credentials, signal);
  }

  /** Whether the git server lets anybody read the repository: then reading it proves nothing about anyone. */
  async isPublic(repository: RemoteRepository, signal?: AbortSignal): Promise<boolean> {
    try {
      await this.list(repository, [], undefined, signal);
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
    const lines = await this.list(repository, ['--symref'], credentials, signal);
    return lines.map((line) => /^ref: refs\/heads\/(.+)\tHEAD$/.exec(line)?.[1]).find(Boolean) ?? null;
  }

  private list(
    repository: RemoteRepository,
    flags: readonly string[],
    credentials: GitCredentials | undefined,
    signal?: AbortSignal,
  ): Promise<string[]> {
    const url = checkRemoteUrl(repository.url, this.policy);
    return this.git.run(this.folder, ['ls-remote', ...flags, '--', url.href, 'HEAD'], {
      subject: inWords(repository),
      remote: { url, credentials },
      signal,
    });
  }
}
