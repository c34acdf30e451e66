import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { type Viewer } from '../../auth/viewer.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { DeploymentGroupRecords } from '../../deployments/groups/deployment-group-records.js';
import { type DeploymentGroup } from '../../deployments/groups/deployment-group.entity.js';
import { type ServiceInstance } from '../instances/service-instance.entity.js';
import { SandboxRecords } from '../sandbox-records.js';
import { badField, nothingToDeploy } from '../sandboxes.errors.js';
import { deployPlan, type PlannedDeployment } from './deploy-plan.js';
import { sourceOf } from './instance-deployments.service.js';
import { InstanceOrders, type Requester, requesterName } from './instance-orders.js';

/** Deploys several services of a sandbox together: in the order of their dependencies, beside each other where they can. */
@Injectable()
export class DeploymentGroups {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly groups: DeploymentGroupRecords,
    private readonly orders: InstanceOrders,
    private readonly audit: AuditTrail,
  ) {}

  /** All of them when none are named. */
  start(sandboxId: string, user: Viewer & Requester, names?: readonly string[]): Promise<DeploymentGroup> {
    return this.unitOfWork.run(async () => {
      const sandbox = await this.records.changeable(sandboxId, user, 'mayUse');
      const instances = await this.records.lasting(sandboxId);
      const chosen = chosenOf(instances, names);
      if (chosen.length === 0) throw nothingToDeploy(sandbox.name);

      const plan = deployPlan(chosen, instances);
      const order = plan.map(({ service }) => service);
      await this.orders.makeWay(sandbox, order, user);
      const group = await this.groups.open(sandboxId, requesterName(user));
      for (const { service, ...place } of plan) {
        const instance = instances.find(({ name }) => name === service)!;
        const source = { ...sourceOf(instance, {}), ...place, groupId: group.id };
        await this.orders.place(sandbox, instance, user, source);
      }
      await this.note(group, sandbox.name, plan);
      return group;
    });
  }

  private note(
    { id, sandboxId }: DeploymentGroup,
    subject: string,
    plan: PlannedDeployment[],
  ): Promise<void> {
    return this.audit.record({
      action: 'deployment-group.deployed',
      subject,
      sandboxId,
      summary: `deployed ${plan.map(({ service }) => service).join(', ')}`,
      details: { groupId: id },
    });
  }
}

function chosenOf(instances: readonly ServiceInstance[], names?: readonly string[]): string[] {
  const existing = instances.map(({ name }) => name);
  const unknown = names?.filter((name) => !existing.includes(name)) ?? [];
  if (unknown.length > 0)
    throw badField('services', `has names that the sandbox has no service of: ${unknown.join(', ')}`);
  return names ? [...new Set(names)] : existing;
}
