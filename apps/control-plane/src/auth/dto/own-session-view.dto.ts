import { ApiProperty } from '@nestjs/swagger';
import { type OwnSessionView } from '@sdp/protocol';

export class OwnSessionViewDto implements OwnSessionView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ description: 'The one that asks.' })
  isCurrent: boolean;

  @ApiProperty({ type: String, nullable: true, example: '10.20.30.40' })
  from: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'Mozilla/5.0 (X11; Linux x86_64) Firefox/145.0' })
  userAgent: string | null;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'To the minute.' })
  lastSeenAt: string | null;

  @ApiProperty({ format: 'date-time' })
  expiresAt: string;
}
