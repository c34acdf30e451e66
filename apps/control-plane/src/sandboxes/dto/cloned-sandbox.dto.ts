import { ApiProperty } from '@nestjs/swagger';
import { type ClonedSandbox, type DeploymentGroupView, type SandboxView } from '@sdp/protocol';
import { DeploymentGroupViewDto } from '../../deployments/dto/deployment-group-view.dto.js';
import { SandboxViewDto } from './sandbox-views.dto.js';

export class ClonedSandboxDto implements ClonedSandbox {
  @ApiProperty({ type: SandboxViewDto })
  sandbox: SandboxView;

  @ApiProperty({ type: DeploymentGroupViewDto, nullable: true, description: 'When it was asked for.' })
  deployment: DeploymentGroupView | null;
}
