import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { Clock } from '../../clock/clock.js';
import { SandboxRecords } from '../sandbox-records.js';
import { type Sandbox } from '../sandbox.entity.js';
import { Removal } from './removal.js';

/** The end of a sandbox: it is gone when every agent has removed what it runs of it. */
@Injectable()
export class SandboxDeletion {
  constructor(
    private readonly records: SandboxRecords,
    private readonly removal: Removal,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** Call it within a unit of work, and `begin` after it. Repeating it is harmless. */
  async mark({ id, name, deletingSince }: Sandbox, reason?: string): Promise<void> {
    if (deletingSince) return;
    await this.records.sandboxes.update({ id }, { deletingSince: this.clock.now() });
    for (const instance of await this.records.lasting(id)) await this.removal.mark(id, instance.name);
    this.records.announce(id);
    const summary = reason ? `deleted the sandbox: ${reason}` : 'deleted the sandbox';
    await this.audit.record({ action: 'sandbox.deleted', subject: name, sandboxId: id, summary });
  }

  begin(): void {
    this.removal.wake();
  }
}
