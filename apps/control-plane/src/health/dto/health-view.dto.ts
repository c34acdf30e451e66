import { ApiProperty } from '@nestjs/swagger';
import { type HealthView } from '@sdp/protocol';

class AgentCountDto {
  @ApiProperty()
  connected: number;

  @ApiProperty()
  known: number;
}

export class HealthViewDto implements HealthView {
  @ApiProperty({ enum: ['ok', 'degraded'] })
  status: HealthView['status'];

  @ApiProperty({ example: '0.1.0' })
  version: string;

  @ApiProperty()
  uptimeSeconds: number;

  @ApiProperty({ enum: ['ok', 'failing'] })
  database: HealthView['database'];

  @ApiProperty({ type: AgentCountDto })
  agents: HealthView['agents'];
}
