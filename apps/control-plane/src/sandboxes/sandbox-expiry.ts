import { Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import { AuditTrail } from '../audit/audit-trail.js';
import { Clock } from '../clock/clock.js';
import { Config } from '../config/config.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { ExpiryWatch } from './expiry-watch.js';
import { holdOf } from './hold.js';
import { SandboxDeletion } from './sandbox-deletion.js';
import { SandboxRecords } from './sandbox-records.js';
import { type Sandbox } from './sandbox.entity.js';

const HOUR_MS = 3_600_000;
/** Who was away when the warning should have come still has this long. */
const LEAST_WARNING_MS = HOUR_MS;

/** Warns of sandboxes that expire soon, once, and deletes those whose time is over. Nobody's hold is broken by it. */
@Injectable()
export class SandboxExpiry {
  private readonly warningMs: number;
  private readonly watch: ExpiryWatch;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly deletion: SandboxDeletion,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    config: Config,
  ) {
    this.warningMs = config.expiryWarningHours * HOUR_MS;
    this.watch = new ExpiryWatch(clock);
  }

  async enforce(): Promise<void> {
    const limited = await this.records.sandboxes.findBy({
      expiresAt: Not(IsNull()),
      deletingSince: IsNull(),
    });
    this.watch.keepOnly(limited);
    const due = limited.filter((sandbox) => this.isDue(sandbox));
    for (const { id } of due) await this.unitOfWork.run(() => this.act(id));
    if (due.length > 0) this.deletion.begin();
  }

  private isDue(sandbox: Sandbox): boolean {
    return this.watch.remainingMs(sandbox) <= (sandbox.warnedAt ? 0 : this.warningMs);
  }

  /** Looked at again: somebody may have extended it, or hold it, by now. */
  private async act(id: string): Promise<void> {
    const sandbox = await this.records.sandboxes.findOneBy({ id, deletingSince: IsNull() });
    if (!sandbox?.expiresAt || !this.isDue(sandbox)) return;
    if (!sandbox.warnedAt) await this.warn(sandbox, sandbox.expiresAt);
    else if (!holdOf(sandbox, this.clock.now())) await this.deletion.mark(sandbox, 'its time was over');
  }

  /** One that comes after the end moves the end. */
  private async warn({ id, name }: Sandbox, end: Date): Promise<void> {
    const now = this.clock.now();
    const expiresAt = end > now ? end : new Date(now.getTime() + LEAST_WARNING_MS);
    await this.records.sandboxes.update({ id }, { warnedAt: now, expiresAt });
    this.records.announce(id);
    await this.audit.record({
      action: 'sandbox.expires-soon',
      subject: name,
      sandboxId: id,
      summary: `warned that the sandbox expires at ${expiresAt.toISOString()}; extend it to keep it`,
      details: { expiresAt: expiresAt.toISOString() },
    });
  }
}
