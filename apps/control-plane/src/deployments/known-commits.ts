import { Injectable } from '@nestjs/common';
import { DeploymentRecords } from './deployment-records.js';

/** Which commits agents are known to have, since they found them for a deployment before. */
@Injectable()
export class KnownCommits {
  constructor(private readonly records: DeploymentRecords) {}

  has(agentId: string, repository: string, commitId: string): Promise<boolean> {
    return this.records.table.existsBy({ agentId, repository, commitId });
  }
}
