import { ApiPropertyOptional } from '@nestjs/swagger';
import { type PushRoutesRequest } from '@sdp/protocol';
import { Matches } from 'class-validator';
import { MayBeAbsent } from '../../validation/absent.decorator.js';

export class PushRoutesDto implements PushRoutesRequest {
  @ApiPropertyOptional({
    description: 'Of the set that the caller saw: the push is refused when it is another by now.',
    example: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
  })
  @MayBeAbsent()
  @Matches(/^[0-9a-f]{64}$/, { message: '$property must be a hash as the preview shows it' })
  hash?: string;
}
