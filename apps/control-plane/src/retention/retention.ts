import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { Rounds } from '../rounds/rounds.js';
import { OrphanedLogs } from './orphaned-logs.js';
import { RemovalBatch } from './removal-batch.js';
import { RetentionPlan } from './retention-plan.js';

const EVERY_MS = 15 * 60_000;
/** Deleted in one unit of work: a few milliseconds, then others write. */
const BATCH = 100;

/** Removes what of the past is not to be kept, again and again. */
@Injectable()
export class Retention implements OnApplicationShutdown {
  private readonly logger = new Logger(Retention.name);
  private readonly rounds = new Rounds('retention', () => this.run());
  private isStopping = false;

  constructor(
    private readonly plan: RetentionPlan,
    private readonly batch: RemovalBatch,
    private readonly orphans: OrphanedLogs,
  ) {}

  @Interval(EVERY_MS)
  wake(): void {
    this.rounds.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    this.isStopping = true;
    await this.rounds.stop();
  }

  async run(): Promise<void> {
    // First: what they take must not cost a deployment its log.
    await this.removeOrphans();
    const { removable } = await this.plan.make();
    for (let from = 0; from < removable.length && !this.isStopping; from += BATCH)
      await this.batch.remove(removable.slice(from, from + BATCH));
  }

  private async removeOrphans(): Promise<void> {
    const count = await this.orphans.remove();
    if (count > 0) this.logger.warn(`Removed ${count} logs that belonged to no deployment`);
  }
}
