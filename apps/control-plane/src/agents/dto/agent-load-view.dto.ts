import { ApiProperty } from '@nestjs/swagger';
import { type AgentLoadSample, type AgentLoadView } from '@sdp/protocol';

class UsedMemoryDto {
  @ApiProperty()
  usedBytes: number;

  @ApiProperty()
  totalBytes: number;
}

export class AgentLoadSampleDto implements AgentLoadSample {
  @ApiProperty({ format: 'date-time' })
  at: string;

  @ApiProperty({ description: 'Deployments that it worked on.' })
  running: number;

  @ApiProperty({ description: 'Deployments that waited for it.' })
  queued: number;

  @ApiProperty({ type: Number, nullable: true, description: 'Share of all processors of its host, 0 to 1.' })
  cpu: number | null;

  @ApiProperty({ type: UsedMemoryDto, nullable: true })
  memory: AgentLoadSample['memory'];

  @ApiProperty()
  freeDiskBytes: number;
}

export class AgentLoadViewDto implements AgentLoadView {
  @ApiProperty({ type: [AgentLoadSampleDto] })
  samples: AgentLoadSample[];
}
