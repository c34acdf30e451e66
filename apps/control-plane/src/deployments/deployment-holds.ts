import { Injectable } from '@nestjs/common';
import { In, IsNull, Not } from 'typeorm';
import { among } from '../database/many-ids.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { DeploymentRecords } from './deployment-records.js';
import { type Deployment } from './deployment.entity.js';
import { DeploymentGroup } from './groups/deployment-group.entity.js';

/** Ended deployments that others still need. */
@Injectable()
export class DeploymentHolds {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: DeploymentRecords,
  ) {}

  /** What active deployments and those that run start again or try again, and the members of groups not over. */
  async ids(running: readonly string[]): Promise<string[]> {
    const active = [...(await this.records.queued()), ...(await this.records.onAgents())];
    const rollbacks = await this.rollbacksAmong(new Set(running));
    return [...[...active, ...rollbacks].flatMap(earlierOf), ...(await this.membersOfRunningGroups())];
  }

  private async rollbacksAmong(ids: ReadonlySet<string>): Promise<Deployment[]> {
    const rollbacks = await this.records.table.findBy({ ...among('id', [...ids]), releaseOf: Not(IsNull()) });
    return rollbacks.filter(({ id }) => ids.has(id));
  }

  private async membersOfRunningGroups(): Promise<string[]> {
    const groups = await this.unitOfWork.manager.getRepository(DeploymentGroup).findBy({ state: 'running' });
    const groupId = In(groups.map(({ id }) => id));
    const members = await this.records.table.find({ select: { id: true }, where: { groupId } });
    return members.map(({ id }) => id);
  }
}

function earlierOf({ releaseOf, retryOf }: Deployment): string[] {
  return [releaseOf, retryOf].filter((id) => id !== null);
}
