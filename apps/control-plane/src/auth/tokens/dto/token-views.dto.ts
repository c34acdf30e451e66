import { ApiProperty } from '@nestjs/swagger';
import {
  type CreatedToken,
  TOKEN_SCOPES,
  type TokenList,
  type TokenScope,
  type TokenState,
  type TokenView,
} from '@sdp/protocol';

const STATES: readonly TokenState[] = ['active', 'expired', 'password-changed'];

export class TokenViewDto implements TokenView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'pipeline of checkout' })
  name: string;

  @ApiProperty({ enum: TOKEN_SCOPES, isArray: true })
  scopes: TokenScope[];

  @ApiProperty({ enum: STATES })
  state: TokenState;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  expiresAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'To the minute.' })
  lastUsedAt: string | null;

  @ApiProperty({ type: String, nullable: true, example: '10.20.30.40' })
  lastUsedFrom: string | null;
}

export class CreatedTokenDto extends TokenViewDto implements CreatedToken {
  @ApiProperty({ example: 'sdp_…', description: 'Shown this once.' })
  token: string;
}

export class TokenListDto implements TokenList {
  @ApiProperty({ type: [TokenViewDto], description: 'Newest first.' })
  tokens: TokenViewDto[];

  @ApiProperty({ example: 90 })
  maxDays: number;
}
