import { ApiProperty } from '@nestjs/swagger';
import { type Role, ROLES, type UpdateUserRequest } from '@sdp/protocol';
import { IsIn } from 'class-validator';

export class UpdateUserDto implements UpdateUserRequest {
  @ApiProperty({ enum: ROLES, example: 'qa' })
  @IsIn(ROLES)
  role: Role;
}
