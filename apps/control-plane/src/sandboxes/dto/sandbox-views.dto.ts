import { ApiProperty, OmitType } from '@nestjs/swagger';
import {
  DESIRED_STATES,
  type DeploymentState,
  type DeploymentView,
  type DesiredState,
  OBSERVED_STATES,
  type ObservedState,
  type OutdatedRoute,
  type RouteView,
  type SandboxSummary,
  type SandboxView,
  type ServiceInstanceView,
  type Stack,
} from '@sdp/protocol';
import { DEPLOYMENT_STATES } from '../../deployments/dto/deployment-query.dto.js';
import { DeploymentViewDto } from '../../deployments/dto/deployment-view.dto.js';
import { CommitInfoDto } from '../../repositories/dto/branch-view.dto.js';

const VARIABLES = { type: 'object', additionalProperties: { type: 'string' } } as const;

class ServiceSummaryDto {
  @ApiProperty()
  name: string;

  @ApiProperty({ enum: OBSERVED_STATES })
  observed: ObservedState;

  @ApiProperty({ enum: DEPLOYMENT_STATES, nullable: true })
  deploymentState: DeploymentState | null;
}

export class SandboxSummaryDto implements SandboxSummary {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'checkout-fix' })
  name: string;

  @ApiProperty()
  description: string;

  @ApiProperty()
  owner: string;

  @ApiProperty({ description: 'Whether the caller may change it.' })
  isMine: boolean;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty()
  isDeleting: boolean;

  @ApiProperty({ type: [ServiceSummaryDto] })
  services: ServiceSummaryDto[];
}

class RunningDto {
  @ApiProperty({ format: 'uuid' })
  deploymentId: string;

  @ApiProperty({ description: 'The branch it was deployed from.' })
  branch: string;

  @ApiProperty({ type: CommitInfoDto, nullable: true })
  commit: CommitInfoDto | null;
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

  @ApiProperty(VARIABLES)
  variables: Record<string, string>;

  @ApiProperty({ enum: DESIRED_STATES })
  desired: DesiredState;

  @ApiProperty({ enum: OBSERVED_STATES })
  observed: ObservedState;

  @ApiProperty({ type: Number, nullable: true })
  exitCode: number | null;

  @ApiProperty({ type: RunningDto, nullable: true })
  running: RunningDto | null;

  @ApiProperty({ type: DeploymentViewDto, nullable: true })
  latestDeployment: DeploymentView | null;
}

class RouteViewDto implements RouteView {
  @ApiProperty({ example: 'orders_url' })
  variable: string;

  @ApiProperty()
  target: string;

  @ApiProperty({ enum: ['instance', 'baseline'] })
  from: RouteView['from'];

  @ApiProperty({ enum: ['yes', 'no', 'unknown'], description: 'Whether the running gateway has it so.' })
  applied: RouteView['applied'];
}

class OutdatedRouteDto implements OutdatedRoute {
  @ApiProperty({ example: 'orders_url' })
  variable: string;

  @ApiProperty({ type: String, nullable: true, description: 'What the running gateway was deployed with.' })
  given: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'The effective target.' })
  target: string | null;
}

export class SandboxViewDto extends OmitType(SandboxSummaryDto, ['services']) implements SandboxView {
  @ApiProperty(VARIABLES)
  variables: Record<string, string>;

  @ApiProperty({ type: [ServiceInstanceViewDto] })
  services: ServiceInstanceView[];

  @ApiProperty({ type: [RouteViewDto] })
  routes: RouteView[];

  @ApiProperty({ type: [OutdatedRouteDto], description: 'What a deployment of the gateway would change.' })
  outdatedRoutes: OutdatedRoute[];
}
