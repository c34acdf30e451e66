import { ApiProperty } from '@nestjs/swagger';
import { type ExtendSandboxRequest, type HoldRequest, type ShareRequest } from '@sdp/protocol';
import { ArrayMaxSize, IsArray, IsISO8601, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { IsTtlHours } from '../../validation/ttl.decorator.js';

/** A name as people sign in with, or `*`. */
const PERSON = /^(?:\*|[\x21-\x7e]{1,100})$/;

export class ExtendSandboxDto implements ExtendSandboxRequest {
  @IsTtlHours()
  ttlHours: number | null;
}

export class HoldDto implements HoldRequest {
  @ApiProperty({ maxLength: 500, example: 'regression test of the discount' })
  @IsString()
  @MinLength(1)
  @MaxLength(500)
  reason: string;

  @ApiProperty({
    format: 'date-time',
    example: '2026-12-01T17:00:00Z',
    description: 'At most 14 days ahead.',
  })
  @IsISO8601({ strict: true, strictSeparator: true })
  until: string;
}

export class ShareDto implements ShareRequest {
  @ApiProperty({ type: [String], example: ['quinn', 'bob'], description: '`*` is everyone.' })
  @IsArray()
  @ArrayMaxSize(200)
  @Matches(PERSON, {
    each: true,
    message: 'each of $property must be the name of somebody, or * for everyone',
  })
  users: string[];
}
