import { Logger } from '@nestjs/common';
import { type Removed, type Storekeeper } from '@sdp/deployer';
import { type StorageRun } from '@sdp/protocol';
import { StorageTally } from './storage-tally.js';
import { type TrustedClock } from './trusted-clock.js';

const MOST_PROBLEMS = 5;
const MIB = 1024 * 1024;

/** One run: looks, plans, removes, and says what came of it. */
export class RetentionRun {
  private readonly log = new Logger('Retention');
  private readonly tally = new StorageTally();

  constructor(
    private readonly storekeeper: Storekeeper,
    private readonly clock: TrustedClock,
  ) {}

  async go(signal: AbortSignal): Promise<StorageRun> {
    const { storekeeper } = this;
    const when = this.clock.look();
    await storekeeper.emptyTrash();
    const survey = await storekeeper.survey();
    const removals = await storekeeper.plan(survey, when);
    const failed = await storekeeper.remove(removals, (removed) => this.note(removed), signal);
    const problems = [...survey.problems, ...failed];
    for (const problem of problems) this.log.warn(`retention could not do everything: ${problem}`);
    this.sumUp();
    return {
      at: new Date(when.now).toISOString(),
      removed: this.tally.amounts,
      problem: problems.length === 0 ? null : problems.slice(0, MOST_PROBLEMS).join('\n').slice(0, 2_000),
    };
  }

  private note(removed: Removed): void {
    this.tally.add(removed);
    const { kind, name, reason } = removed.removal;
    this.log.log({ kind, reason, bytes: removed.bytes }, `removed ${name}`);
  }

  private sumUp(): void {
    const { items, bytes, amounts } = this.tally;
    if (items > 0) this.log.log({ bytes, amounts }, `retention freed ${(bytes / MIB).toFixed(1)} MiB`);
  }
}
