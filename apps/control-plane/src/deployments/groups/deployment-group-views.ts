import { Injectable } from '@nestjs/common';
import { type DeploymentGroupView } from '@sdp/protocol';
import { DeploymentGroupRecords } from './deployment-group-records.js';

/** Groups as people see them. */
@Injectable()
export class DeploymentGroupViews {
  constructor(private readonly groups: DeploymentGroupRecords) {}

  async of(groupId: string): Promise<DeploymentGroupView> {
    const { id, sandboxId, requestedBy, createdAt, finishedAt, state } = await this.groups.get(groupId);
    const members = await this.groups.members(groupId);
    return {
      id,
      sandboxId,
      sandboxName: members[0]?.sandboxName ?? '',
      requestedBy,
      createdAt: createdAt.toISOString(),
      finishedAt: finishedAt?.toISOString() ?? null,
      state,
      total: members.length,
      succeeded: members.filter((member) => member.state === 'succeeded').length,
      deployments: members.map(({ id, service, state, dependsOn }) => ({ id, service, state, dependsOn })),
    };
  }
}
