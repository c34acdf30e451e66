import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { type Principal } from '../../auth/principal.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { type Deployment } from '../../deployments/deployment.entity.js';
import { DeploymentsService } from '../../deployments/deployments.service.js';
import { notFound } from '../../errors/domain-error.js';
import { type ServiceInstance } from '../instances/service-instance.entity.js';
import { SandboxRecords } from '../sandbox-records.js';
import { releaseGone } from '../sandboxes.errors.js';
import { InstanceOrders } from './instance-orders.js';

/** Back to a release that is still on the agent's host: neither fetched nor built again. */
@Injectable()
export class InstanceRollbacksService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly orders: InstanceOrders,
    private readonly deployments: DeploymentsService,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError `release-gone` when the agent has it no more. */
  rollBack(sandboxId: string, name: string, user: Principal, deploymentId: string): Promise<Deployment> {
    return this.unitOfWork.run(async () => {
      const { sandbox, instance } = await this.records.changeableInstance(sandboxId, name, user, 'mayUse');
      const earlier = await this.deployments.get(deploymentId);
      if (earlier.sandboxId !== sandboxId || earlier.service !== name) throw notFound('release');
      const { branch, commit } = earlier;
      const deployment = await this.orders.place(sandbox, instance, user, {
        kind: 'rollback',
        releaseOf: releaseAtHand(instance, earlier),
        branch,
        commit,
        pinnedCommit: commit?.id ?? null,
      });
      await this.audit.record({
        action: 'deployment.rolled-back',
        subject: `${sandbox.name}/${name}`,
        summary: `rolled ${name} back to ${commit?.id.slice(0, 10) ?? 'an earlier release'} of ${branch}`,
        sandboxId,
        details: { deploymentId: deployment.id, releaseOf: deployment.releaseOf, commit: commit?.id ?? null },
      });
      return deployment;
    });
  }
}

/** A deployment that started an earlier release again has none of its own. */
function releaseAtHand({ name, releases }: ServiceInstance, { id, releaseOf }: Deployment): string {
  const release = releaseOf ?? id;
  if (!releases.includes(release)) throw releaseGone(name);
  return release;
}
