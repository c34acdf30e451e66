import { Injectable } from '@nestjs/common';
import { type HoldRequest } from '@sdp/protocol';
import { LessThanOrEqual } from 'typeorm';
import { AuditTrail } from '../../audit/audit-trail.js';
import { type Viewer } from '../../auth/viewer.js';
import { Clock } from '../../clock/clock.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { SandboxRecords } from '../sandbox-records.js';
import { rightsOf } from '../sandbox-rights.js';
import { type Sandbox } from '../sandbox.entity.js';
import { badField, notYourHold } from '../sandboxes.errors.js';
import { assertNotHeldAgainst, holdOf, NO_HOLD } from './hold.js';

const LONGEST_DAYS = 14;
const DAY_MS = 24 * 3_600_000;

/** While somebody tests in a sandbox, nobody else deploys into it: their deployments wait behind the hold. */
@Injectable()
export class SandboxHoldsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** The holder may change the reason and the end. @throws DomainError `conflict` when somebody else holds it. */
  async begin(id: string, user: Viewer, { reason, until }: HoldRequest): Promise<void> {
    await this.unitOfWork.run(async () => {
      const sandbox = await this.records.changeable(id, user, 'mayUse');
      const now = this.clock.now();
      assertNotHeldAgainst(user, sandbox, now);
      const holdUntil = endWithin(until, now);
      const holdSince = (holdOf(sandbox, now) && sandbox.holdSince) ?? now;
      await this.records.sandboxes.update(
        { id },
        { holdBy: user.username, holdReason: reason, holdSince, holdUntil },
      );
      this.records.announce(id);
      const summary = `holds the sandbox until ${holdUntil.toISOString()}: ${reason}`;
      await this.note(sandbox, 'held', summary, { reason, until: holdUntil.toISOString() });
    });
  }

  /** For the holder, the owner and ops. There may be none. */
  async end(id: string, user: Viewer): Promise<void> {
    await this.unitOfWork.run(async () => {
      const sandbox = await this.records.usable(id, user);
      const hold = holdOf(sandbox, this.clock.now());
      if (!hold) return;
      if (hold.by !== user.username && !rightsOf(sandbox, [], user).mayOwn) throw notYourHold(hold.by);
      await this.take(sandbox);
      await this.note(sandbox, 'released', `ended the hold of ${hold.by}`, { heldBy: hold.by });
    });
  }

  /** Those whose time is over end by themselves. */
  async endOverdue(): Promise<void> {
    const overdue = { holdUntil: LessThanOrEqual(this.clock.now()) };
    if (!(await this.records.sandboxes.existsBy(overdue))) return;
    await this.unitOfWork.run(async () => {
      for (const sandbox of await this.records.sandboxes.findBy(overdue)) {
        await this.take(sandbox);
        const summary = `ended the hold of ${sandbox.holdBy}: its time was over`;
        await this.note(sandbox, 'released', summary, { heldBy: sandbox.holdBy });
      }
    });
  }

  private async take({ id }: Sandbox): Promise<void> {
    await this.records.sandboxes.update({ id }, NO_HOLD);
    this.records.announce(id);
  }

  private note(
    { id, name }: Sandbox,
    verb: string,
    summary: string,
    details: Record<string, unknown>,
  ): Promise<void> {
    return this.audit.record({ action: `sandbox.${verb}`, subject: name, sandboxId: id, summary, details });
  }
}

function endWithin(until: string, now: Date): Date {
  const end = new Date(until);
  if (end <= now) throw badField('until', 'must be in the future');
  if (end.getTime() > now.getTime() + LONGEST_DAYS * DAY_MS)
    throw badField('until', `must be at most ${LONGEST_DAYS} days ahead`);
  return end;
}
