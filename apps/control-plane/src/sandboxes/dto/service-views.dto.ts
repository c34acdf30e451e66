import { ApiProperty } from '@nestjs/swagger';
import {
  type CommitInfo,
  DESIRED_STATES,
  type DeploymentView,
  type DesiredState,
  OBSERVED_STATES,
  type ObservedState,
  type ReleaseView,
  type ResourceLimits,
  type ServiceInstanceView,
  type Stack,
} from '@sdp/protocol';
import { DeploymentViewDto } from '../../deployments/dto/deployment-view.dto.js';
import { CommitInfoDto } from '../../repositories/dto/branch-view.dto.js';

export class RunningDto {
  @ApiProperty({ format: 'uuid' })
  deploymentId: string;

  @ApiProperty({ description: 'The branch it was deployed from.' })
  branch: string;

  @ApiProperty({ type: CommitInfoDto, nullable: true })
  commit: CommitInfoDto | null;
}

class ReleaseViewDto implements ReleaseView {
  @ApiProperty({ format: 'uuid' })
  deploymentId: string;

  @ApiProperty({ example: 'main' })
  branch: string;

  @ApiProperty({ type: CommitInfoDto, nullable: true })
  commit: CommitInfo | null;

  @ApiProperty({ format: 'date-time' })
  deployedAt: string;

  @ApiProperty()
  isRunning: boolean;
}

class ResourceLimitsViewDto implements ResourceLimits {
  @ApiProperty({ type: Number, nullable: true, required: false, example: 256 })
  memoryMb?: number | null;

  @ApiProperty({ type: Number, nullable: true, required: false, example: 0.5 })
  cpus?: number | null;
}

export class ServiceInstanceViewDto implements ServiceInstanceView {
  @ApiProperty()
  name: string;

  @ApiProperty()
  repository: string;

  @ApiProperty({ enum: ['go', 'php'] })
  stack: Stack;

  @ApiProperty()
  branch: string;

  @ApiProperty({ type: String, nullable: true })
  pinnedCommit: string | null;

  @ApiProperty({ description: "The agent's name." })
  agent: string;

  @ApiProperty({ example: 'http://10.0.0.7:21000' })
  url: string;

  @ApiProperty()
  hostPort: number;

  @ApiProperty({ type: Number, nullable: true })
  containerPort: number | null;

  @ApiProperty({ type: String, nullable: true })
  healthPath: string | null;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' } })
  variables: Record<string, string>;

  @ApiProperty({ type: ResourceLimitsViewDto })
  limits: ResourceLimits;

  @ApiProperty({ type: [String], example: ['catalog'] })
  dependsOn: string[];

  @ApiProperty({ example: true, description: 'Redeployed by itself when its branch moves.' })
  follows: boolean;

  @ApiProperty({ enum: DESIRED_STATES })
  desired: DesiredState;

  @ApiProperty({ enum: OBSERVED_STATES })
  observed: ObservedState;

  @ApiProperty({ type: Number, nullable: true })
  exitCode: number | null;

  @ApiProperty({ type: [String], description: 'What it printed last before it died; empty while it runs.' })
  lastLines: string[];

  @ApiProperty({ type: RunningDto, nullable: true })
  running: RunningDto | null;

  @ApiProperty({ type: [ReleaseViewDto], description: 'That its agent still has, newest first.' })
  releases: ReleaseView[];

  @ApiProperty({ type: DeploymentViewDto, nullable: true })
  latestDeployment: DeploymentView | null;
}
