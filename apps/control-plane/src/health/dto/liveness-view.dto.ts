import { ApiProperty } from '@nestjs/swagger';
import { type LivenessView } from '@sdp/protocol';

export class LivenessViewDto implements LivenessView {
  @ApiProperty({ enum: ['alive'] })
  status: LivenessView['status'];
}
