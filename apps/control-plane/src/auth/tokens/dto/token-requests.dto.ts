import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import {
  type CreateTokenRequest,
  type RenameTokenRequest,
  TOKEN_NAME,
  TOKEN_SCOPES,
  type TokenScope,
} from '@sdp/protocol';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsIn, IsInt, Matches, Max, Min } from 'class-validator';
import { MayBeAbsent } from '../../../validation/absent.decorator.js';

/** The configuration may allow less. */
const MOST_DAYS = 3_650;

const IsTokenName = () =>
  applyDecorators(
    ApiProperty({ pattern: TOKEN_NAME.source, example: 'pipeline of checkout' }),
    Matches(TOKEN_NAME, {
      message:
        '$property must be 1 to 60 letters, digits, blanks and any of . _ @ : / + -, with a letter or digit at both ends',
    }),
  );

export class RenameTokenDto implements RenameTokenRequest {
  @IsTokenName()
  name: string;
}

export class CreateTokenDto implements CreateTokenRequest {
  @IsTokenName()
  name: string;

  @ApiProperty({
    enum: TOKEN_SCOPES,
    isArray: true,
    description: '`read` comes with every scope, `deploy` with `write`. `ops` is for people who are.',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(TOKEN_SCOPES.length)
  @IsIn(TOKEN_SCOPES, { each: true, message: `each of $property must be one of ${TOKEN_SCOPES.join(', ')}` })
  scopes: TokenScope[];

  @ApiProperty({
    required: false,
    example: 30,
    description: '30, or the most there is (`SDP_TOKEN_MAX_DAYS`), unless said.',
  })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(MOST_DAYS)
  expiresInDays?: number;
}
