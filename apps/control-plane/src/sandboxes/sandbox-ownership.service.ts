import { Injectable } from '@nestjs/common';
import { type ShareRequest } from '@sdp/protocol';
import { AuditTrail } from '../audit/audit-trail.js';
import { type Viewer } from '../auth/viewer.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { SandboxDeletion } from './removal/sandbox-deletion.js';
import { SandboxRecords } from './sandbox-records.js';
import { EVERYONE } from './sandbox-rights.js';

/** What only its owner and ops may do with a sandbox. */
@Injectable()
export class SandboxOwnershipService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly deletion: SandboxDeletion,
    private readonly audit: AuditTrail,
  ) {}

  /** These, and nobody else any more. */
  share(id: string, user: Viewer, { users }: ShareRequest): Promise<void> {
    return this.unitOfWork.run(async () => {
      const { name, owner } = await this.records.changeable(id, user, 'mayOwn');
      const others = [...new Set(users)].filter((username) => username !== owner).sort();
      await this.records.shares.delete({ sandboxId: id });
      await this.records.shares.insert(others.map((username) => ({ sandboxId: id, username })));
      this.records.announce(id);
      const everyone = others.includes(EVERYONE) ? 'everyone' : others.join(', ');
      const summary = everyone
        ? `shared the sandbox with ${everyone}`
        : 'shared the sandbox with nobody any more';
      const details = { sharedWith: others };
      await this.audit.record({ action: 'sandbox.shared', subject: name, sandboxId: id, summary, details });
    });
  }

  /** Begins; it is gone when every agent has removed what it runs of it. Repeating it is harmless. */
  async delete(id: string, user: Viewer): Promise<void> {
    await this.unitOfWork.run(async () => this.deletion.mark(await this.records.ownable(id, user)));
    this.deletion.begin();
  }
}
