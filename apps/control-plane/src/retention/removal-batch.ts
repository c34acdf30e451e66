import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import { AuditTrail } from '../audit/audit-trail.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { DeploymentPurge } from '../deployments/deployment-purge.js';
import { LogStore } from '../logs/log-store.js';
import { InUse } from './in-use.js';
import { countsOf, totalBytesOf, type Removable } from './retention-rules.js';

/** Removes a few deployments: the rows first, then their logs. */
@Injectable()
export class RemovalBatch {
  /** What went just now. */
  readonly removed = new Subject<{ items: number; bytes: number }>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly inUse: InUse,
    private readonly purge: DeploymentPurge,
    private readonly logs: LogStore,
    private readonly audit: AuditTrail,
  ) {}

  /** What came into use since it was planned stays. */
  async remove(planned: readonly Removable[]): Promise<void> {
    const gone = await this.unitOfWork.run(async () => {
      const inUse = await this.inUse.ids();
      const going = planned.filter(({ id }) => !inUse.has(id));
      if (going.length > 0) await this.removeRows(going);
      return going;
    });
    await this.logs.removeAll(gone.map(({ id }) => id));
    this.removed.next({ items: gone.length, bytes: totalBytesOf(gone) });
  }

  private async removeRows(going: readonly Removable[]): Promise<void> {
    await this.purge.rowsOf(going.map(({ id }) => id));
    await this.audit.record({
      action: 'deployment.removed',
      subject: 'retention',
      summary: `removed ${going.length} old deployments and their logs`,
      details: { ...countsOf(going), bytes: totalBytesOf(going) },
    });
  }
}
