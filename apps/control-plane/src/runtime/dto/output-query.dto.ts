import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsISO8601, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import { MayBeAbsent } from '../../validation/absent.decorator.js';

export class OutputQueryDto {
  @ApiPropertyOptional({ default: 500, minimum: 1, maximum: 5_000 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(5_000)
  tail = 500;

  @ApiPropertyOptional({ description: 'Only lines after this time.', example: '2026-11-23T13:10:00Z' })
  @MayBeAbsent()
  @IsISO8601({ strict: true })
  @MaxLength(40)
  since?: string;

  @ApiPropertyOptional({
    description: 'Only lines with this text, in upper or lower case.',
    example: 'timeout',
  })
  @MayBeAbsent()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  search?: string;
}
