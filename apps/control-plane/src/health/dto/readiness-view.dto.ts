import { ApiProperty } from '@nestjs/swagger';
import { type ReadinessCheck, type ReadinessCheckName, type ReadinessView } from '@sdp/protocol';

const NAMES: ReadinessCheckName[] = ['process', 'database', 'migrations', 'logs', 'disk', 'agent'];

class ReadinessCheckDto implements ReadinessCheck {
  @ApiProperty({ enum: NAMES })
  name: ReadinessCheckName;

  @ApiProperty()
  isGood: boolean;

  @ApiProperty({ type: String, nullable: true, example: 'Less than 512 MB of the disk are free.' })
  reason: string | null;
}

export class ReadinessViewDto implements ReadinessView {
  @ApiProperty({ enum: ['ready', 'not-ready'] })
  status: ReadinessView['status'];

  @ApiProperty({ type: [ReadinessCheckDto] })
  checks: ReadinessCheckDto[];
}
