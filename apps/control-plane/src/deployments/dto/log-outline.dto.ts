import { ApiProperty } from '@nestjs/swagger';
import { type LogOutlineView, type LogSectionView } from '@sdp/protocol';
import { LEVELS_OR_NONE } from './log-lines.dto.js';

class LogSectionDto implements LogSectionView {
  @ApiProperty({ example: 'build' })
  step: string;

  @ApiProperty({ example: 12 })
  firstLine: number;

  @ApiProperty({ example: 40_000 })
  lastLine: number;
}

export class LogOutlineDto implements LogOutlineView {
  @ApiProperty({ example: 40_012 })
  lineCount: number;

  @ApiProperty({ example: 4_801_440, description: 'The next byte has this offset.' })
  bytes: number;

  @ApiProperty()
  isComplete: boolean;

  @ApiProperty({
    type: 'object',
    properties: Object.fromEntries(LEVELS_OR_NONE.map((level) => [level, { type: 'integer' }])),
    example: { error: 3, warn: 12, info: 40, debug: 0, none: 39_957 },
  })
  levels: LogOutlineView['levels'];

  @ApiProperty({ type: [LogSectionDto] })
  sections: LogSectionDto[];

  @ApiProperty({
    type: Number,
    nullable: true,
    example: 812,
    description: 'The line that says why it failed.',
  })
  failingLine: number | null;
}
