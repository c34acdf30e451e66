import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { type Viewer } from '../../auth/viewer.js';
import { Clock } from '../../clock/clock.js';
import { Config } from '../../config/config.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { SandboxRecords } from '../sandbox-records.js';
import { onlyOpsForNever } from '../sandboxes.errors.js';

const HOUR_MS = 3_600_000;

/** How long sandboxes live: as long as somebody says, else as long as the configuration says. */
@Injectable()
export class SandboxLifetimes {
  private readonly defaultHours: number;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
    config: Config,
  ) {
    this.defaultHours = config.sandboxTtlHours;
  }

  /** Of a new one; null hours: never. @throws DomainError `forbidden` for never, unless ops asks for it. */
  begin(
    user: Viewer,
    ttlHours: number | null = this.defaultHours,
  ): { createdAt: Date; expiresAt: Date | null } {
    const createdAt = this.clock.now();
    return { createdAt, expiresAt: this.after(user, ttlHours, createdAt) };
  }

  /** Counted from now; the warning is taken back. */
  extend(id: string, user: Viewer, ttlHours: number | null): Promise<void> {
    return this.unitOfWork.run(async () => {
      const { name } = await this.records.changeable(id, user, 'mayEdit');
      const expiresAt = this.after(user, ttlHours, this.clock.now());
      await this.records.sandboxes.update({ id }, { expiresAt, warnedAt: null });
      this.records.announce(id);
      await this.audit.record({
        action: 'sandbox.extended',
        subject: name,
        sandboxId: id,
        summary: expiresAt
          ? `extended the sandbox until ${expiresAt.toISOString()}`
          : 'set the sandbox to stay for ever',
        details: { expiresAt: expiresAt?.toISOString() ?? null },
      });
    });
  }

  private after({ role }: Viewer, ttlHours: number | null, from: Date): Date | null {
    if (ttlHours !== null) return new Date(from.getTime() + ttlHours * HOUR_MS);
    if (role !== 'ops') throw onlyOpsForNever();
    return null;
  }
}
