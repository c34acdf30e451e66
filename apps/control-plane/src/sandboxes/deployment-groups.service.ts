import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/audit-trail.js';
import { type Principal } from '../auth/principal.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { DeploymentGroupRecords } from '../deployments/deployment-group-records.js';
import { type DeploymentGroup } from '../deployments/deployment-group.entity.js';
import { isTerminal } from '../deployments/deployment-states.js';
import { DeploymentsService } from '../deployments/deployments.service.js';
import { DomainError } from '../errors/domain-error.js';
import { deployPlan } from './deploy-plan.js';
import { sourceOf } from './instance-deployments.service.js';
import { InstanceOrders } from './instance-orders.js';
import { SandboxRecords } from './sandbox-records.js';
import { badField, nothingToDeploy } from './sandboxes.errors.js';
import { type ServiceInstance } from './service-instance.entity.js';

/** Deploys several services of a sandbox together: in the order of their dependencies, beside each other where they can. */
@Injectable()
export class DeploymentGroups {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly groups: DeploymentGroupRecords,
    private readonly orders: InstanceOrders,
    private readonly deployments: DeploymentsService,
    private readonly audit: AuditTrail,
  ) {}

  /** All of them when none are named. */
  start(sandboxId: string, user: Principal, names?: readonly string[]): Promise<DeploymentGroup> {
    return this.unitOfWork.run(async () => {
      const sandbox = await this.records.changeable(sandboxId, user, 'mayUse');
      const instances = await this.records.lasting(sandboxId);
      const chosen = chosenOf(instances, names);
      if (chosen.length === 0) throw nothingToDeploy(sandbox.name);

      const plan = deployPlan(chosen, instances);
      // Dependents first: what is superseded is not to be ended for a dependency that is superseded, too.
      for (const { service } of [...plan].reverse())
        await this.deployments.giveUp(sandboxId, service, 'superseded');
      const group = await this.groups.open(sandboxId, user.username);
      for (const { service, ...order } of plan) {
        const instance = instances.find(({ name }) => name === service)!;
        const source = { ...sourceOf(instance, {}), ...order, groupId: group.id };
        await this.orders.place(sandbox, instance, user, source);
      }
      await this.note(
        group,
        sandbox.name,
        'deployed',
        `deployed ${plan.map(({ service }) => service).join(', ')}`,
      );
      return group;
    });
  }

  /** What waits is canceled at once; what runs is when its agent says so. */
  cancel(groupId: string, user: Principal): Promise<DeploymentGroup> {
    return this.unitOfWork.run(async () => {
      const group = await this.groups.get(groupId);
      const { name } = await this.records.usable(group.sandboxId, user);
      if (group.state !== 'running') throw groupIsOver(group);
      await this.groups.markCanceled(groupId);
      for (const member of (await this.groups.members(groupId)).reverse())
        if (!isTerminal(member.state)) await this.deployments.cancel(member.id);
      await this.note(group, name, 'canceled', 'canceled the deployment of several services');
      return this.groups.get(groupId);
    });
  }

  private note(
    { id, sandboxId }: DeploymentGroup,
    subject: string,
    verb: string,
    summary: string,
  ): Promise<void> {
    const details = { groupId: id };
    return this.audit.record({ action: `deployment-group.${verb}`, subject, sandboxId, summary, details });
  }
}

function chosenOf(instances: readonly ServiceInstance[], names?: readonly string[]): string[] {
  const existing = instances.map(({ name }) => name);
  const unknown = names?.filter((name) => !existing.includes(name)) ?? [];
  if (unknown.length > 0)
    throw badField('services', `has names that the sandbox has no service of: ${unknown.join(', ')}`);
  return names ? [...new Set(names)] : existing;
}

function groupIsOver({ state }: DeploymentGroup): DomainError {
  return new DomainError('conflict', `The deployment is over already: it is ${state}. Deploy again.`);
}
