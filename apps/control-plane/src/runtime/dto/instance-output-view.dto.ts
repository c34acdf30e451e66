import { ApiProperty } from '@nestjs/swagger';
import { type InstanceOutputView } from '@sdp/protocol';

class OutputLineDto {
  @ApiProperty({ format: 'date-time' })
  at: string;

  @ApiProperty({ enum: ['out', 'err'] })
  stream: 'out' | 'err';

  @ApiProperty({ example: 'listening on :8080' })
  text: string;
}

export class InstanceOutputViewDto implements InstanceOutputView {
  @ApiProperty({ type: [OutputLineDto], description: 'Oldest first, secrets masked.' })
  lines: OutputLineDto[];
}
