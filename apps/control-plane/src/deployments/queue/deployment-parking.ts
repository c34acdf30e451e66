import { Injectable } from '@nestjs/common';
import { Clock } from '../../clock/clock.js';
import { DeploymentRecords } from '../deployment-records.js';
import { type Deployment } from '../deployment.entity.js';
import { isParking, QueueBlocks } from './queue-blocks.js';

/**
 * A hold may last for days, and a group's last service may wait for all others: meanwhile a deployment is parked, and
 * its deadline counts from when it is let go. Written down, so that a restart does not count the wait after all.
 */
@Injectable()
export class DeploymentParking {
  constructor(
    private readonly records: DeploymentRecords,
    private readonly blocks: QueueBlocks,
    private readonly clock: Clock,
  ) {}

  /** Brings the marks of those that wait up to date, in the database and in `queued`. */
  async refresh(queued: readonly Deployment[]): Promise<void> {
    const blocks = await this.blocks.of(queued);
    for (const deployment of queued) {
      const isParked = isParking(blocks.get(deployment.id)!);
      if (isParked === deployment.isParked) continue;
      const mark = isParked ? { isParked } : { isParked, countsFrom: this.clock.now() };
      await this.records.patch(deployment.id, mark);
      Object.assign(deployment, mark);
    }
  }
}
