import { ApiPropertyOptional } from '@nestjs/swagger';
import { MAX_LOG_BYTES } from '@sdp/protocol';
import { Type } from 'class-transformer';
import { IsInt, Max, Min } from 'class-validator';
import { MayBeAbsent } from '../../validation/absent.decorator.js';

export const DEFAULT_RANGE_BYTES = 256 * 1024;
const MAX_RANGE_BYTES = 1024 * 1024;

export class LogRangeDto {
  @ApiPropertyOptional({ default: 0, minimum: 0, description: 'Byte offset of the first byte.' })
  @MayBeAbsent()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(2 * MAX_LOG_BYTES)
  offset?: number;

  @ApiPropertyOptional({ default: DEFAULT_RANGE_BYTES, minimum: 1, maximum: MAX_RANGE_BYTES })
  @MayBeAbsent()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_RANGE_BYTES)
  limit?: number;
}
