import { ApiProperty } from '@nestjs/swagger';
import { type SessionView } from '@sdp/protocol';

export class SessionViewDto implements SessionView {
  @ApiProperty({ example: 'ada' })
  username: string;

  @ApiProperty({ format: 'date-time' })
  expiresAt: string;
}
