import { ApiProperty } from '@nestjs/swagger';
import { type AgentKind, type AgentView, type PortRange } from '@sdp/protocol';

class PortRangeDto implements PortRange {
  @ApiProperty({ example: 21000 })
  from: number;

  @ApiProperty({ example: 21999 })
  to: number;
}

export class AgentViewDto implements AgentView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'micro-1' })
  name: string;

  @ApiProperty({ enum: ['micro', 'gateway'] })
  kind: AgentKind;

  @ApiProperty()
  isConnected: boolean;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  lastContactAt: string | null;

  @ApiProperty({ type: String, nullable: true })
  version: string | null;

  @ApiProperty({ type: String, nullable: true })
  address: string | null;

  @ApiProperty({ type: PortRangeDto, nullable: true })
  portRange: PortRange | null;

  @ApiProperty({ type: Number, nullable: true })
  capacity: number | null;

  @ApiProperty({ description: 'Drained: it gets no new service instances.' })
  noSchedule: boolean;

  @ApiProperty()
  running: number;

  @ApiProperty()
  queued: number;
}
