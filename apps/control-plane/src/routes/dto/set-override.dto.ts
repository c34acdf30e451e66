import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type RouteOverride } from '@sdp/protocol';
import { IsIn, IsString, IsUUID, MaxLength } from 'class-validator';
import { MAX_URL_LENGTH } from '../overrides/url-rules.js';
import { IsAbsentUnless } from './absent-unless.decorator.js';

export const OVERRIDE_KINDS: readonly RouteOverride['kind'][] = ['instance', 'sandbox', 'url', 'baseline'];

/** Which fields have to be there depends on `kind`. */
export class SetOverrideDto {
  @ApiProperty({ enum: OVERRIDE_KINDS, example: 'sandbox' })
  @IsIn(OVERRIDE_KINDS)
  kind: RouteOverride['kind'];

  @ApiPropertyOptional({
    format: 'uuid',
    example: '0b8f4a52-6a0e-4c5b-9d7f-1e2d3c4b5a69',
    description: 'For kind sandbox.',
  })
  @IsAbsentUnless('kind', 'sandbox')
  @IsUUID()
  sandboxId?: string;

  @ApiPropertyOptional({
    maxLength: MAX_URL_LENGTH,
    example: 'http://mock.example.com:8080/orders',
    description: 'For kind url: only ops, and only what the operator allows.',
  })
  @IsAbsentUnless('kind', 'url')
  @IsString()
  @MaxLength(MAX_URL_LENGTH)
  url?: string;

  toOverride(): RouteOverride {
    if (this.kind === 'sandbox') return { kind: 'sandbox', sandboxId: this.sandboxId ?? '' };
    if (this.kind === 'url') return { kind: 'url', url: this.url ?? '' };
    return { kind: this.kind };
  }
}
