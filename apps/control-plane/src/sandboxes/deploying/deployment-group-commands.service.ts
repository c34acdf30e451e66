import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { type Viewer } from '../../auth/viewer.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { isTerminal } from '../../deployments/deployment-states.js';
import { DeploymentsService } from '../../deployments/deployments.service.js';
import { DeploymentGroupRecords } from '../../deployments/groups/deployment-group-records.js';
import { type DeploymentGroup } from '../../deployments/groups/deployment-group.entity.js';
import { DomainError } from '../../errors/domain-error.js';
import { SandboxRecords } from '../sandbox-records.js';

/** What people do to several deployments together that are under way. */
@Injectable()
export class DeploymentGroupCommandsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly groups: DeploymentGroupRecords,
    private readonly deployments: DeploymentsService,
    private readonly audit: AuditTrail,
  ) {}

  /** What waits is canceled at once, dependents first; what runs is when its agent says so. */
  cancel(groupId: string, user: Viewer): Promise<void> {
    return this.unitOfWork.run(async () => {
      const group = await this.groups.get(groupId);
      const { id: sandboxId, name } = await this.records.usable(group.sandboxId, user);
      if (group.requestedBy !== user.username) await this.records.assertNotHeld(sandboxId, user);
      if (group.state !== 'running') throw groupIsOver(group);
      await this.groups.markCanceled(groupId);
      for (const member of (await this.groups.members(groupId)).reverse())
        if (!isTerminal(member.state)) await this.deployments.cancel(member.id);
      await this.audit.record({
        action: 'deployment-group.canceled',
        subject: name,
        sandboxId,
        summary: 'canceled the deployment of several services',
        details: { groupId },
      });
    });
  }
}

function groupIsOver({ state }: DeploymentGroup): DomainError {
  return new DomainError('conflict', `The deployment is over already: it is ${state}. Deploy again.`);
}
