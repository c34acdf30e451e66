import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type RouteOverride, type RouteProbe, type RouteView } from '@sdp/protocol';
import { OVERRIDE_KINDS } from './set-override.dto.js';

export const ORIGINS: readonly RouteView['from'][] = ['instance', 'sandbox', 'url', 'baseline'];

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

export class RouteViewDto implements RouteView {
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
