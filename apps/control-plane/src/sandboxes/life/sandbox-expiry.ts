import { Injectable } from '@nestjs/common';
import { IsNull, Not } from 'typeorm';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { SandboxDeletion } from '../removal/sandbox-deletion.js';
import { SandboxRecords } from '../sandbox-records.js';
import { type Sandbox } from '../sandbox.entity.js';
import { ExpiryWarnings } from './expiry-warnings.js';
import { ExpiryWatch } from './expiry-watch.js';

/** Warns of sandboxes that expire soon, once, and deletes those whose time is over. Nobody's hold is broken by it. */
@Injectable()
export class SandboxExpiry {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly watch: ExpiryWatch,
    private readonly warnings: ExpiryWarnings,
    private readonly deletion: SandboxDeletion,
  ) {}

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
    return this.watch.remainingMs(sandbox) <= (sandbox.warnedAt ? 0 : this.warnings.aheadMs);
  }

  /** Looked at again: somebody may have extended it, or hold it, by now. */
  private async act(id: string): Promise<void> {
    const sandbox = await this.records.sandboxes.findOneBy({ id, deletingSince: IsNull() });
    if (!sandbox?.expiresAt || !this.isDue(sandbox)) return;
    if (!sandbox.warnedAt) await this.warnings.give(sandbox, sandbox.expiresAt);
    else if (this.records.holderOf(sandbox) === null) await this.deletion.mark(sandbox, 'its time was over');
  }
}
