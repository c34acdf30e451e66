import { Injectable } from '@nestjs/common';
import { ChangeFeed } from '../changes/change-feed.js';
import { Clock } from '../clock/clock.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { acting } from './acting.js';
import { AuditRow } from './audit-row.entity.js';

/** Who did it when nobody did. */
export const PLATFORM = 'sdp';

const MAX_SUBJECT_LENGTH = 300;
const MAX_SUMMARY_LENGTH = 2_000;

export interface AuditRecord {
  /** `<thing>.<verb past>`, e.g. `sandbox.created`. */
  action: string;
  /** What it was done to, as people call it. */
  subject: string;
  /** In words that follow the actor's name: `changed the branch of orders to feature/discount`. */
  summary: string;
  sandboxId?: string | null;
  /** Names and values that are no secrets. */
  details?: Record<string, unknown>;
  /** When it is not whoever makes the current request. */
  actor?: string;
}

/** What everybody did, append-only. */
@Injectable()
export class AuditTrail {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly changes: ChangeFeed,
  ) {}

  /** Called inside the unit of work of the change, so that there is never one without the other. */
  async record({ action, subject, summary, sandboxId, details, actor }: AuditRecord): Promise<void> {
    const request = acting();
    const row = {
      at: this.clock.now(),
      actor: actor ?? request?.actor ?? PLATFORM,
      from: request?.from ?? null,
      token: actor === undefined ? (request?.token ?? null) : null,
      action,
      subject: subject.slice(0, MAX_SUBJECT_LENGTH),
      sandboxId: sandboxId ?? null,
      summary: summary.slice(0, MAX_SUMMARY_LENGTH),
      details: details ?? {},
    };
    await this.unitOfWork.run(async () => {
      const { number } = await this.table.save(this.table.create(row));
      this.changes.announce('audit', String(number));
    });
    if (request) request.records += 1;
  }

  private get table() {
    return this.unitOfWork.manager.getRepository(AuditRow);
  }
}
