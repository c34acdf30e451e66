import { ApiProperty } from '@nestjs/swagger';
import { type Role, ROLES, type SessionView, TOKEN_SCOPES, type TokenScope } from '@sdp/protocol';

export class TokenUseDto {
  @ApiProperty({ example: 'pipeline of checkout' })
  name: string;

  @ApiProperty({ enum: TOKEN_SCOPES, isArray: true })
  scopes: TokenScope[];
}

export class SessionViewDto implements SessionView {
  @ApiProperty({ example: 'ada' })
  username: string;

  @ApiProperty({ enum: ROLES })
  role: Role;

  @ApiProperty({ format: 'date-time' })
  expiresAt: string;

  @ApiProperty({ type: TokenUseDto, nullable: true, description: 'What the caller came in with.' })
  token: TokenUseDto | null;
}
