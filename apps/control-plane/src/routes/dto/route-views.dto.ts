import { ApiExtraModels, ApiProperty, ApiPropertyOptional, getSchemaPath } from '@nestjs/swagger';
import {
  ROUTE_SET_STATES,
  type RouteMatrix,
  type RouteOverride,
  type RoutePreview,
  type RouteProbe,
  type RouteSetState,
  type RouteSetVersion,
  type RouteSetView,
  type RouteView,
  type RouteWarning,
} from '@sdp/protocol';
import { OVERRIDE_KINDS } from './set-override.dto.js';

const ORIGINS: readonly RouteView['from'][] = ['instance', 'sandbox', 'url', 'baseline'];
const WARNINGS: readonly RouteWarning['code'][] = [
  'target-down',
  'dangling',
  'url-not-allowed',
  'no-target',
  'fell-back',
];

class OverrideDto {
  @ApiProperty({ enum: OVERRIDE_KINDS })
  kind: RouteOverride['kind'];

  @ApiPropertyOptional({ format: 'uuid' })
  sandboxId?: string;

  @ApiPropertyOptional()
  url?: string;
}

class RouteProbeDto implements RouteProbe {
  @ApiProperty()
  isReachable: boolean;

  @ApiProperty({ type: Number, nullable: true, description: 'Any HTTP answer counts as reachable.' })
  status: number | null;

  @ApiProperty()
  timeMs: number;

  @ApiProperty({ type: String, nullable: true })
  problem: string | null;

  @ApiProperty({ format: 'date-time' })
  at: string;
}

class RouteViewDto implements RouteView {
  @ApiProperty({ example: 'orders' })
  service: string;

  @ApiProperty({ example: 'orders_url' })
  variable: string;

  @ApiProperty({ type: String, nullable: true, example: 'http://10.0.0.7:21000' })
  target: string | null;

  @ApiProperty({ enum: ORIGINS })
  from: RouteView['from'];

  @ApiProperty({ type: OverrideDto, nullable: true })
  override: RouteOverride | null;

  @ApiProperty({ type: String, nullable: true })
  sandboxName: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'What the running gateway has.' })
  applied: string | null;

  @ApiProperty()
  isApplied: boolean;

  @ApiProperty({ type: RouteProbeDto, nullable: true })
  probe: RouteProbe | null;
}

class RouteWarningDto implements RouteWarning {
  @ApiProperty({ enum: WARNINGS })
  code: RouteWarning['code'];

  @ApiProperty({ example: 'orders' })
  service: string;

  @ApiProperty({ example: 'orders was removed, so the route of orders falls back to the baseline.' })
  message: string;
}

class AppliedSetDto {
  @ApiProperty({ type: Number, nullable: true })
  revision: number | null;

  @ApiProperty()
  hash: string;

  @ApiProperty({ format: 'date-time' })
  reportedAt: string;
}

class PushingDto {
  @ApiProperty({ format: 'uuid' })
  deploymentId: string;

  @ApiProperty()
  revision: number;
}

export class RouteSetViewDto implements RouteSetView {
  @ApiProperty({ format: 'uuid' })
  sandboxId: string;

  @ApiProperty({ enum: ROUTE_SET_STATES })
  state: RouteSetState;

  @ApiProperty({ description: 'Of the set that was pushed last; 0 before the first push.' })
  revision: number;

  @ApiProperty({ description: 'Of the effective set: equal to the applied one when nothing is due.' })
  hash: string;

  @ApiProperty({ type: AppliedSetDto, nullable: true })
  applied: RouteSetView['applied'];

  @ApiProperty({ type: String, nullable: true })
  problem: string | null;

  @ApiProperty({ type: PushingDto, nullable: true })
  pushing: RouteSetView['pushing'];

  @ApiProperty({ type: [RouteViewDto] })
  routes: RouteView[];

  @ApiProperty({ type: [RouteWarningDto] })
  warnings: RouteWarning[];
}

class RouteChangeDto {
  @ApiProperty({ example: 'orders_url' })
  variable: string;

  @ApiProperty({ example: 'orders' })
  service: string;

  @ApiProperty({ type: String, nullable: true, example: 'http://orders.ocp.example.com' })
  from: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'http://10.0.0.7:21000' })
  to: string | null;
}

export class RoutePreviewDto implements RoutePreview {
  @ApiProperty({ description: 'That the set would get.' })
  revision: number;

  @ApiProperty()
  hash: string;

  @ApiProperty({ type: [RouteChangeDto] })
  changes: RoutePreview['changes'];

  @ApiProperty({ type: [RouteWarningDto] })
  warnings: RouteWarning[];
}

export class RouteSetVersionDto implements RouteSetVersion {
  @ApiProperty()
  revision: number;

  @ApiProperty()
  hash: string;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ example: 'ada' })
  createdBy: string;

  @ApiProperty({ example: 'restored revision 3' })
  reason: string;

  @ApiProperty({ enum: ['pushing', 'applied', 'failed', 'replaced'] })
  state: RouteSetVersion['state'];

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { orders_url: 'http://10.0.0.7:21000' },
  })
  routes: Record<string, string>;
}

class MatrixCellDto {
  @ApiProperty({ type: String, nullable: true })
  target: string | null;

  @ApiProperty({ enum: ORIGINS })
  from: RouteView['from'];

  @ApiProperty({ type: String, nullable: true })
  sandboxName: string | null;

  @ApiProperty()
  isApplied: boolean;
}

@ApiExtraModels(MatrixCellDto)
class MatrixRowDto {
  @ApiProperty({ format: 'uuid' })
  sandboxId: string;

  @ApiProperty()
  sandboxName: string;

  @ApiProperty({ enum: ROUTE_SET_STATES })
  state: RouteSetState;

  @ApiProperty({
    type: 'object',
    description: 'By service.',
    additionalProperties: { $ref: getSchemaPath(MatrixCellDto) },
  })
  routes: Record<string, MatrixCellDto>;
}

export class RouteMatrixDto implements RouteMatrix {
  @ApiProperty({ type: [String] })
  services: string[];

  @ApiProperty({ type: [MatrixRowDto] })
  rows: MatrixRowDto[];
}
