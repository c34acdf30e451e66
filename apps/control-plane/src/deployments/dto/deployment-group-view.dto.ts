import { ApiProperty } from '@nestjs/swagger';
import { type DeploymentGroupView, type DeploymentState } from '@sdp/protocol';
import { DEPLOYMENT_STATES } from './deployment-query.dto.js';

class GroupMemberDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'orders' })
  service: string;

  @ApiProperty({ enum: DEPLOYMENT_STATES })
  state: DeploymentState;

  @ApiProperty({ type: [String], example: ['catalog'] })
  dependsOn: string[];
}

export class DeploymentGroupViewDto implements DeploymentGroupView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ format: 'uuid' })
  sandboxId: string;

  @ApiProperty({ example: 'checkout-fix' })
  sandboxName: string;

  @ApiProperty()
  requestedBy: string;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  finishedAt: string | null;

  @ApiProperty({ enum: ['running', 'succeeded', 'failed', 'canceled'] })
  state: DeploymentGroupView['state'];

  @ApiProperty({ example: 3 })
  total: number;

  @ApiProperty({ example: 1 })
  succeeded: number;

  @ApiProperty({ type: [GroupMemberDto], description: 'In the order they go.' })
  deployments: DeploymentGroupView['deployments'];
}
