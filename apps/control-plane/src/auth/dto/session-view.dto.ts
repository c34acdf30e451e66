import { ApiProperty } from '@nestjs/swagger';
import { type Role, ROLES, type SessionView } from '@sdp/protocol';

export class SessionViewDto implements SessionView {
  @ApiProperty({ example: 'ada' })
  username: string;

  @ApiProperty({ enum: ROLES })
  role: Role;

  @ApiProperty({ format: 'date-time' })
  expiresAt: string;
}
