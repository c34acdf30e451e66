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

/** What people ask of git through the agent. Their credentials live as long as the call. */
@Injectable()
export class RepositoriesService implements OnModuleDestroy {
  private readonly stopping = new AbortController();

  constructor(
    private readonly repositories: Repositories,
    private readonly deployer: Deployer,
  ) {}

  list(): AnnouncedRepository[] {
    return this.repositories.list();
  }

  async probe({ credentials, repository }: ProbeFrame): Promise<void> {
    await this.repositories.probeCredentials(credentials, repository, this.stopping.signal);
  }

  branches({ repository, credentials }: BranchesFrame): Promise<BranchInfo[]> {
    return this.repositories.listBranches(repository, credentials, this.stopping.signal);
  }

  compare({ repository, credentials, branch, running }: CompareCommitsFrame): Promise<CommitComparison> {
    return this.repositories.compare(repository, { branch, running }, credentials, this.stopping.signal);
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
