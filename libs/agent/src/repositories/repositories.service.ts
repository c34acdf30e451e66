import { Injectable, type OnModuleDestroy } from '@nestjs/common';
import { Deployer, Repositories } from '@sdp/deployer';
import {
  type AddRepositoryFrame,
  type AnnouncedRepository,
  type BranchesFrame,
  type BranchInfo,
  type CommitComparison,
  type CompareCommitsFrame,
  type ProbeFrame,
} from '@sdp/protocol';
import { OwnGitAccess } from '../git-access/own-git-access.js';

/** What is asked of git through the agent. People's credentials live as long as the call. */
@Injectable()
export class RepositoriesService implements OnModuleDestroy {
  private readonly stopping = new AbortController();

  constructor(
    private readonly repositories: Repositories,
    private readonly deployer: Deployer,
    private readonly access: OwnGitAccess,
  ) {}

  list(): AnnouncedRepository[] {
    return this.repositories.list();
  }

  async probe({ credentials, repository }: ProbeFrame): Promise<void> {
    await this.repositories.probeCredentials(credentials, repository, this.stopping.signal);
  }

  branches(frame: BranchesFrame): Promise<BranchInfo[]> {
    return this.access.use(frame, (credentials) =>
      this.repositories.listBranches(frame.repository, credentials, this.stopping.signal),
    );
  }

  compare(frame: CompareCommitsFrame): Promise<CommitComparison> {
    const { repository, branch, running } = frame;
    return this.access.use(frame, (credentials) =>
      this.repositories.compare(repository, { branch, running }, credentials, this.stopping.signal),
    );
  }

  /** Answers as soon as it is cloned; a first build that fills the cache goes on in the background. */
  async add({ name, url, credentials }: AddRepositoryFrame): Promise<AnnouncedRepository> {
    const repository = await this.repositories.add(name, url, credentials, this.stopping.signal);
    void this.deployer.warmBuildCache(repository.name, this.stopping.signal);
    return repository;
  }

  onModuleDestroy(): void {
    this.stopping.abort();
  }
}
