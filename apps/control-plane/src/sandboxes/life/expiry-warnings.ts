import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { Clock } from '../../clock/clock.js';
import { Config } from '../../config/config.js';
import { SandboxRecords } from '../sandbox-records.js';
import { type Sandbox } from '../sandbox.entity.js';

const HOUR_MS = 3_600_000;
/** A warning that comes after the end, since the control plane was away, moves the end by this. */
const LEAST_NOTICE_MS = HOUR_MS;

/** Tells people that a sandbox expires soon. */
@Injectable()
export class ExpiryWarnings {
  /** How long before the end. */
  readonly aheadMs: number;

  constructor(
    private readonly records: SandboxRecords,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    config: Config,
  ) {
    this.aheadMs = config.expiryWarningHours * HOUR_MS;
  }

  /** Call it within a unit of work. */
  async give({ id, name }: Sandbox, end: Date): Promise<void> {
    const now = this.clock.now();
    const expiresAt = end > now ? end : new Date(now.getTime() + LEAST_NOTICE_MS);
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
