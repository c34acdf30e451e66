import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  LOG_LEVELS,
  LOG_STREAMS,
  type LogLevelOrNone,
  type LogLinesView,
  type LogLineView,
  type LogStream,
  MAX_LOG_BYTES,
} from '@sdp/protocol';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, IsInt, Max, Min } from 'class-validator';
import { DEFAULT_LINES, type LineRange } from '../../logs/log-reader.js';
import { MayBeAbsent } from '../../validation/absent.decorator.js';

export const LEVELS_OR_NONE = [...LOG_LEVELS, 'none'];
const MAX_LINES = 1024;
const MAX_NUMBERS = 256;

export class LogLinesQueryDto implements LineRange {
  @ApiPropertyOptional({ default: 1, minimum: 1, description: 'Number of the first line.' })
  @MayBeAbsent()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_LOG_BYTES)
  from?: number;

  @ApiPropertyOptional({
    minimum: 0,
    example: 81920,
    description: 'Begins with the line that this byte belongs to, instead of `from`.',
  })
  @MayBeAbsent()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(2 * MAX_LOG_BYTES)
  offset?: number;

  @ApiPropertyOptional({
    type: [Number],
    example: [812, 40_001],
    description: 'Only these lines, instead of `from` and `count`: several with commas between.',
  })
  @MayBeAbsent()
  @Transform(({ value }: { value: unknown }) =>
    (typeof value === 'string' ? value.split(',') : [value].flat()).map(Number),
  )
  @ArrayMaxSize(MAX_NUMBERS)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(MAX_LOG_BYTES, { each: true })
  numbers?: number[];

  @ApiPropertyOptional({ default: DEFAULT_LINES, minimum: 1, maximum: MAX_LINES })
  @MayBeAbsent()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_LINES)
  count?: number;
}

class LogLineDto implements LogLineView {
  @ApiProperty({ example: 812 })
  number: number;

  @ApiProperty({ example: '2026-11-23T13:10:11.123Z' })
  at: string;

  @ApiProperty({ example: 'build' })
  step: string;

  @ApiProperty({ enum: LOG_STREAMS })
  stream: LogStream;

  @ApiProperty({ enum: LEVELS_OR_NONE, description: 'How grave the line says it is.' })
  level: LogLevelOrNone;

  @ApiProperty({ example: './main.go:45:24: undefined: os' })
  text: string;
}

export class LogLinesDto implements LogLinesView {
  @ApiProperty({ example: 1_000_000 })
  lineCount: number;

  @ApiProperty({ type: [LogLineDto] })
  lines: LogLineDto[];

  @ApiProperty({ type: Number, nullable: true, example: 1068, description: 'Where to go on.' })
  next: number | null;
}
