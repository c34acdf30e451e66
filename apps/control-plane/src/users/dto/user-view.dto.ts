import { ApiProperty } from '@nestjs/swagger';
import { type Role, ROLES, type UserView } from '@sdp/protocol';

export class UserViewDto implements UserView {
  @ApiProperty({ example: 'ada' })
  username: string;

  @ApiProperty({ enum: ROLES })
  role: Role;

  @ApiProperty({ description: 'Named as ops in the configuration: the role cannot be taken here.' })
  isFixed: boolean;

  @ApiProperty({ format: 'date-time' })
  firstSeenAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  lastSignInAt: string | null;
}
