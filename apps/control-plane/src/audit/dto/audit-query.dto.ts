import { ApiPropertyOptional } from '@nestjs/swagger';
import { ID } from '@sdp/protocol';
import { Type } from 'class-transformer';
import { IsInt, IsISO8601, IsString, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';
import { MayBeAbsent } from '../../validation/absent.decorator.js';

const ACTION = /^[a-z-]+(?:\.[a-z-]+)?$/;

/** What narrows the audit trail down; all of it has to hold. */
export class AuditFilterDto {
  @ApiPropertyOptional({ example: 'ada' })
  @MayBeAbsent()
  @IsString()
  @MinLength(1)
  @MaxLength(120)
  actor?: string;

  @ApiPropertyOptional({
    example: 'sandbox.created',
    description: 'A whole action, or the thing before the dot.',
  })
  @MayBeAbsent()
  @MaxLength(60)
  @Matches(ACTION, { message: 'action must look like sandbox.created, or sandbox' })
  action?: string;

  @ApiPropertyOptional({ format: 'uuid' })
  @MayBeAbsent()
  @Matches(ID, { message: 'sandboxId must be an id' })
  sandboxId?: string;

  @ApiPropertyOptional({ description: 'Words in the subject or the summary.', example: 'orders' })
  @MayBeAbsent()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  q?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'From this time on.' })
  @MayBeAbsent()
  @IsISO8601({ strict: true })
  @MaxLength(40)
  from?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Before this time.' })
  @MayBeAbsent()
  @IsISO8601({ strict: true })
  @MaxLength(40)
  to?: string;
}

export class AuditQueryDto extends AuditFilterDto {
  @ApiPropertyOptional({ default: 1, minimum: 1 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  page = 1;

  @ApiPropertyOptional({ default: 50, minimum: 1, maximum: 200 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(200)
  pageSize = 50;
}
