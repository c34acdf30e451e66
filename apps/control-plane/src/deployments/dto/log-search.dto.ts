import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  DEPLOYMENT_STEPS,
  LOG_STREAMS,
  type LogLevelOrNone,
  type LogMatchesView,
  type LogStream,
  MAX_LOG_BYTES,
} from '@sdp/protocol';
import { Transform, Type } from 'class-transformer';
import { ArrayMaxSize, IsBoolean, IsIn, IsInt, Matches, Max, MaxLength, Min } from 'class-validator';
import { MayBeAbsent } from '../../validation/absent.decorator.js';
import { LEVELS_OR_NONE } from './log-lines.dto.js';

const MAX_TEXT_LENGTH = 200;
const STEPS = [...DEPLOYMENT_STEPS, 'deploy'];

/** `level=error,warn` */
const CommaSeparated = () =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.split(',') : value));

export class LogSearchDto {
  @ApiPropertyOptional({
    example: 'undefined:',
    description: 'What the line shows: a plain text, looked for in what programs wrote, without its colours.',
  })
  @MayBeAbsent()
  @MaxLength(MAX_TEXT_LENGTH)
  // eslint-disable-next-line no-control-regex
  @Matches(/^[^\x00-\x08\x0a-\x1f]+$/, { message: '$property must be a text without line breaks' })
  text?: string;

  @ApiPropertyOptional({ default: false })
  @MayBeAbsent()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  matchCase?: boolean;

  @ApiPropertyOptional({
    enum: LEVELS_OR_NONE,
    isArray: true,
    description: 'One or several, with commas between.',
  })
  @MayBeAbsent()
  @CommaSeparated()
  @ArrayMaxSize(LEVELS_OR_NONE.length)
  @IsIn(LEVELS_OR_NONE, { each: true })
  level?: LogLevelOrNone[];

  @ApiPropertyOptional({
    enum: LOG_STREAMS,
    isArray: true,
    description: 'One or several, with commas between.',
  })
  @MayBeAbsent()
  @CommaSeparated()
  @ArrayMaxSize(LOG_STREAMS.length)
  @IsIn(LOG_STREAMS, { each: true })
  stream?: LogStream[];

  @ApiPropertyOptional({ enum: STEPS, isArray: true, description: 'One or several, with commas between.' })
  @MayBeAbsent()
  @CommaSeparated()
  @ArrayMaxSize(STEPS.length)
  @IsIn(STEPS, { each: true })
  step?: string[];

  @ApiPropertyOptional({ default: 1, minimum: 1, description: 'Number of the first line to look at.' })
  @MayBeAbsent()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MAX_LOG_BYTES)
  from?: number;
}

export class LogMatchesDto implements LogMatchesView {
  @ApiProperty({ example: 1 })
  from: number;

  @ApiProperty({ example: 279_500, description: 'The last line that was looked at.' })
  to: number;

  @ApiProperty({ example: 1_000_000 })
  lineCount: number;

  @ApiProperty({ example: 3 })
  count: number;

  @ApiProperty({ example: [812, 813, 40_001], description: 'The numbers of the first hundred of them.' })
  lines: number[];

  @ApiProperty({
    example: 'AAAY',
    description: 'All of them, in base64: bit i (lowest first) of byte k stands for line from + 8k + i.',
  })
  bits: string;
}
