import { ApiProperty } from '@nestjs/swagger';
import { type InstanceStatsView, type StatsSample } from '@sdp/protocol';

class StatsSampleDto implements StatsSample {
  @ApiProperty({ format: 'date-time' })
  at: string;

  @ApiProperty({ example: 0.25, description: 'Share of one core: 1.5 is one and a half cores.' })
  cpus: number;

  @ApiProperty({ example: 33_554_432 })
  memoryBytes: number;

  @ApiProperty({ example: 268_435_456 })
  memoryLimitBytes: number;
}

export class InstanceStatsViewDto implements InstanceStatsView {
  @ApiProperty({ type: [StatsSampleDto], description: 'The last 120, oldest first.' })
  samples: StatsSampleDto[];
}
