import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { type Viewer } from '../../auth/viewer.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { noPullRequest } from '../webhooks.errors.js';
import { PullRequestRecords } from './pull-request-records.js';

/** Which sandboxes outlive their pull requests. */
@Injectable()
export class KeptSandboxes {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly sandboxes: SandboxRecords,
    private readonly pullRequests: PullRequestRecords,
    private readonly audit: AuditTrail,
  ) {}

  /** Whoever may delete it may keep it. One that is not kept any more goes when its pull request is closed already. */
  set(sandboxId: string, user: Viewer, isKept: boolean): Promise<void> {
    return this.unitOfWork.run(async () => {
      const { name } = await this.sandboxes.changeable(sandboxId, user, 'mayOwn');
      const pullRequest = await this.pullRequests.ofSandbox(sandboxId);
      if (!pullRequest) throw noPullRequest();
      const isLeaving = !isKept && pullRequest.state !== 'open';
      await this.pullRequests.patch(pullRequest, { isKept, isLeaving });
      await this.audit.record({
        action: isKept ? 'sandbox.kept' : 'sandbox.let-go',
        subject: name,
        sandboxId,
        summary: isKept
          ? `keeps the sandbox after pull request #${pullRequest.number} is closed`
          : `lets the sandbox go with pull request #${pullRequest.number}`,
      });
    });
  }
}
