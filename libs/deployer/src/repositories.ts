import { type AnnouncedRepository, type BranchInfo, type GitCredentials } from '@sdp/protocol';
import { type GitSource } from './git/git-source.js';

/** The repositories this host can deploy: those of its configuration, and those that people added. */
export class Repositories {
  constructor(
    private readonly dataDir: string,
    private readonly configured: readonly AnnouncedRepository[],
    private readonly git: GitSource,
  ) {}

  /** Reads the added ones from disk. Call once before anything else. */
  async load(): Promise<void> {
    throw new Error('in the making');
  }

  list(): AnnouncedRepository[] {
    throw new Error('in the making');
  }

  /** Throws `repository-unknown`. */
  get(_name: string): AnnouncedRepository {
    throw new Error('in the making');
  }

  /** Resolves when the git server accepts the credentials for `name`, or else for the first repository. */
  async probeCredentials(_credentials: GitCredentials, _name?: string, _signal?: AbortSignal): Promise<void> {
    throw new Error('in the making');
  }

  /** Newest first. */
  async listBranches(
    _name: string,
    _credentials: GitCredentials,
    _signal?: AbortSignal,
  ): Promise<BranchInfo[]> {
    throw new Error('in the making');
  }

  /** Clones by URL, finds stack and default branch, remembers it. Throws `name-taken`, `stack-unknown`, git's codes. */
  async add(
    _name: string,
    _url: string,
    _credentials: GitCredentials,
    _signal?: AbortSignal,
  ): Promise<AnnouncedRepository> {
    throw new Error('in the making');
  }
}
