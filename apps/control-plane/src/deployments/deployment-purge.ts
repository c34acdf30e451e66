import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../database/unit-of-work.js';
import { LogStore } from '../logs/log-store.js';
import { DeploymentRecords } from './deployment-records.js';
import { DeploymentGroup } from './groups/deployment-group.entity.js';

/** Deletes all that is known of a sandbox's deployments, the logs included. */
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
      await this.unitOfWork.manager.getRepository(DeploymentGroup).delete({ sandboxId });
      this.unitOfWork.afterCommit(() => void this.logs.removeAll(rows.map(({ id }) => id)));
    });
  }
}
