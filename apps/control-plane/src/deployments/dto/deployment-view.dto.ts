import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  type CommitInfo,
  DEPLOYMENT_KINDS,
  DEPLOYMENT_STEPS,
  type DeploymentKind,
  type DeploymentState,
  type DeploymentStep,
  type DeploymentView,
  type DurationEstimate,
  ERROR_CODES,
  type ErrorCode,
  type Page,
  type StepView,
  type WireError,
} from '@sdp/protocol';
import { CommitInfoDto } from '../../repositories/dto/branch-view.dto.js';
import { DEPLOYMENT_STATES } from './deployment-query.dto.js';

class StepViewDto implements StepView {
  @ApiProperty({ enum: DEPLOYMENT_STEPS })
  step: DeploymentStep;

  @ApiProperty({ enum: ['running', 'ok', 'failed', 'skipped'] })
  outcome: StepView['outcome'];

  @ApiProperty({ format: 'date-time' })
  startedAt: string;

  @ApiProperty({ type: Number, nullable: true })
  durationMs: number | null;
}

class WireErrorDto implements WireError {
  @ApiProperty({ enum: ERROR_CODES })
  code: ErrorCode;

  @ApiProperty()
  message: string;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  details?: WireError['details'];

  @ApiPropertyOptional({ enum: ['app', 'platform'] })
  blame?: WireError['blame'];

  @ApiPropertyOptional()
  retryable?: boolean;
}

class QueuePlaceDto {
  @ApiProperty({ description: '1 = next' })
  position: number;

  @ApiProperty({ example: 'a free place on micro-1: 2 of 2 are taken' })
  waitsFor: string;
}

class DurationEstimateDto implements DurationEstimate {
  @ApiProperty({ description: 'The median of what earlier ones took.' })
  durationMs: number;

  @ApiProperty({ description: 'How many it is the median of.' })
  count: number;

  @ApiProperty({ enum: ['service', 'repository'] })
  of: DurationEstimate['of'];
}

export class DeploymentViewDto implements DeploymentView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ enum: DEPLOYMENT_KINDS })
  kind: DeploymentKind;

  @ApiProperty({ description: 'Whether the caller may cancel or retry it: they may use its sandbox.' })
  isMine: boolean;

  @ApiProperty({ format: 'uuid' })
  sandboxId: string;

  @ApiProperty()
  sandboxName: string;

  @ApiProperty()
  service: string;

  @ApiProperty()
  repository: string;

  @ApiProperty()
  branch: string;

  @ApiProperty({ type: CommitInfoDto, nullable: true })
  commit: CommitInfo | null;

  @ApiProperty({ enum: DEPLOYMENT_STATES })
  state: DeploymentState;

  @ApiProperty()
  epoch: number;

  @ApiProperty({ description: "The agent's name." })
  agent: string;

  @ApiProperty()
  requestedBy: string;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  finishedAt: string | null;

  @ApiProperty({ type: Number, nullable: true })
  durationMs: number | null;

  @ApiProperty({ type: [StepViewDto] })
  steps: StepView[];

  @ApiProperty({ type: WireErrorDto, nullable: true })
  error: WireError | null;

  @ApiProperty({ type: DurationEstimateDto, nullable: true, description: 'While it goes on.' })
  estimate: DurationEstimate | null;

  @ApiProperty({ type: QueuePlaceDto, nullable: true })
  queue: DeploymentView['queue'];

  @ApiProperty({ type: String, format: 'uuid', nullable: true })
  retryOf: string | null;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The deployment whose release it starts.',
  })
  releaseOf: string | null;

  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'The deployment of several services that it belongs to.',
  })
  groupId: string | null;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'The route set that a gateway was given with it.',
  })
  routeRevision: number | null;

  @ApiProperty()
  logBytes: number;
}

export class DeploymentPageDto implements Page<DeploymentView> {
  @ApiProperty({ type: [DeploymentViewDto] })
  items: DeploymentView[];

  @ApiProperty()
  page: number;

  @ApiProperty()
  pageSize: number;

  @ApiProperty()
  total: number;
}
