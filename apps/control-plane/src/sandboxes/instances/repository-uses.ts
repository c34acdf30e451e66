import { Injectable } from '@nestjs/common';
import { type RepositoryUseView } from '@sdp/protocol';
import { DeploymentsService } from '../../deployments/deployments.service.js';
import { RepositoriesService } from '../../repositories/repositories.service.js';
import { SandboxRecords } from '../sandbox-records.js';
import { runningOf } from './running.js';

/** Which sandboxes have services of a repository. */
@Injectable()
export class RepositoryUses {
  constructor(
    private readonly records: SandboxRecords,
    private readonly deployments: DeploymentsService,
    private readonly repositories: RepositoriesService,
  ) {}

  /** By the sandbox's name. @throws DomainError `repository-unknown`. */
  async of(repository: string): Promise<RepositoryUseView[]> {
    await this.repositories.get(repository);
    const used = await this.records.usesOf(repository);
    const known = await this.deployments.find(used.flatMap(({ runningDeploymentId: id }) => id ?? []));
    return used.map((use) => ({
      sandbox: { id: use.sandboxId, name: use.sandboxName, owner: use.owner },
      service: use.name,
      branch: use.branch,
      pinnedCommit: use.pinnedCommit,
      observed: use.observed,
      running: runningOf(use, known),
    }));
  }
}
