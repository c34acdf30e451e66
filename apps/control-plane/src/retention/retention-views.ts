import { Injectable } from '@nestjs/common';
import { type RetentionView } from '@sdp/protocol';
import { Config } from '../config/config.js';
import { RetentionPlan } from './retention-plan.js';
import { countsOf, type Removable, totalBytesOf, totalOf } from './retention-rules.js';

/** What would go now, without removing any of it. */
@Injectable()
export class RetentionViews {
  constructor(
    private readonly config: Config,
    private readonly plan: RetentionPlan,
  ) {}

  async now(): Promise<RetentionView> {
    const { removable, now, sizes, diskBytes } = await this.plan.make();
    return {
      rules: this.rules(),
      isClockTrusted: now !== null,
      logBytes: totalOf(sizes),
      diskBytes,
      removable: countsOf(removable),
      removableBytes: totalBytesOf(removable),
      oldest: oldestOf(removable),
    };
  }

  /** 0 turns a rule off. */
  private rules(): RetentionView['rules'] {
    const { days, perService, logShare } = this.config.retention;
    return { days: days || null, perService: perService || null, logShare: logShare || null };
  }
}

function oldestOf(removable: readonly Removable[]): string | null {
  const oldest = removable.reduce((min, { endedAt }) => Math.min(min, endedAt.getTime()), Infinity);
  return oldest === Infinity ? null : new Date(oldest).toISOString();
}
