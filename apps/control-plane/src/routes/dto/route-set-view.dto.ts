import { ApiProperty } from '@nestjs/swagger';
import {
  ROUTE_SET_STATES,
  type RouteSetState,
  type RouteSetView,
  type RouteView,
  type RouteWarning,
} from '@sdp/protocol';
import { RouteViewDto } from './route-view.dto.js';
import { RouteWarningDto } from './route-warning.dto.js';

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
