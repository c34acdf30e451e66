import { Injectable } from '@nestjs/common';
import { type FindOptionsWhere, In, Not } from 'typeorm';
import { UnitOfWork } from '../database/unit-of-work.js';
import { LogStore } from '../logs/log-store.js';
import { DeploymentRecords } from './deployment-records.js';
import { type Deployment } from './deployment.entity.js';
import { DeploymentGroup } from './groups/deployment-group.entity.js';

/** Deletes what is known of deployments: all of a sandbox's, or those that are not kept any longer. */
@Injectable()
export class DeploymentPurge {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: DeploymentRecords,
    private readonly logs: LogStore,
  ) {}

  /** None of the sandbox's deployments may be under way. */
  async of(sandboxId: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      const rows = await this.records.table.find({ where: { sandboxId }, select: { id: true } });
      await this.records.table.delete({ sandboxId });
      await this.groups.delete({ sandboxId });
      this.unitOfWork.afterCommit(() => void this.logs.removeAll(rows.map(({ id }) => id)));
    });
  }

  /** Deletes the rows of these, none of which may be under way. Their logs are left to the caller, after the commit. */
  async rowsOf(ids: readonly string[]): Promise<void> {
    await this.unitOfWork.run(async () => {
      const groupIds = await this.groupsWith({ id: In([...ids]) });
      await this.records.table.delete({ id: In([...ids]) });
      const left = await this.groupsWith({ groupId: In(groupIds) });
      const empty = groupIds.filter((id) => !left.includes(id));
      await this.groups.delete({ id: In(empty), state: Not('running') });
    });
  }

  /** Which of these logs belong to no deployment, since the process ended between the rows and the files. */
  async withoutRow(ids: readonly string[]): Promise<string[]> {
    // In a unit: outside of one, rows may seem gone that another unit deletes and then rolls back.
    const rows = await this.unitOfWork.run(() =>
      this.records.table.find({ select: { id: true }, where: { id: In([...ids]) } }),
    );
    const known = new Set(rows.map(({ id }) => id));
    return ids.filter((id) => !known.has(id));
  }

  private async groupsWith(members: FindOptionsWhere<Deployment>): Promise<string[]> {
    const rows = await this.records.table.find({ select: { id: true, groupId: true }, where: members });
    return [...new Set(rows.flatMap(({ groupId }) => groupId ?? []))];
  }

  private get groups() {
    return this.unitOfWork.manager.getRepository(DeploymentGroup);
  }
}
