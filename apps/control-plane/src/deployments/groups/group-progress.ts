import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type TerminalDeploymentState } from '@sdp/protocol';
import { DeploymentEndings } from '../deployment-endings.js';
import { DeploymentRecords } from '../deployment-records.js';
import { isTerminal } from '../deployment-states.js';
import { type Deployment } from '../deployment.entity.js';
import { dependencyFailed } from '../deployments.errors.js';
import { DeploymentGroupRecords } from './deployment-group-records.js';
import { type DeploymentGroup } from './deployment-group.entity.js';

/**
 * What the end of one deployment means for its group: whoever depends on one that did not succeed is ended too, and
 * the group is over with its last one. All in the unit of work of that end.
 */
@Injectable()
export class GroupProgress implements OnModuleInit {
  constructor(
    private readonly endings: DeploymentEndings,
    private readonly groups: DeploymentGroupRecords,
    private readonly deployments: DeploymentRecords,
  ) {}

  onModuleInit(): void {
    this.endings.listen(async (deployment) => {
      if (deployment.groupId) await this.goOn(deployment, deployment.groupId);
    });
  }

  private async goOn({ service, state }: Deployment, groupId: string): Promise<void> {
    if (isTerminal(state) && state !== 'succeeded') await this.endDependents(groupId, service, state);
    const members = await this.groups.members(groupId);
    if (!members.every((member) => isTerminal(member.state))) return;
    await this.groups.end(groupId, endOf(await this.groups.get(groupId), members));
  }

  /** Each end is told in turn, so that dependents of dependents are reached. */
  private async endDependents(groupId: string, service: string, end: TerminalDeploymentState): Promise<void> {
    for (const { id } of await this.groups.members(groupId)) {
      const member = await this.deployments.get(id);
      if (member.state !== 'queued' || !member.dependsOn.includes(service)) continue;
      const error = dependencyFailed(member.service, service, end);
      await this.deployments.end(member, 'canceled', { error });
    }
  }
}

function endOf({ isCanceled }: DeploymentGroup, members: readonly Deployment[]) {
  if (members.every(({ state }) => state === 'succeeded')) return 'succeeded';
  return isCanceled ? 'canceled' : 'failed';
}
