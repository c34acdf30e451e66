import { ApiProperty } from '@nestjs/swagger';
import { type RetentionView } from '@sdp/protocol';

class RetentionRulesDto {
  @ApiProperty({ type: Number, nullable: true, example: 90 })
  days: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 50 })
  perService: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 0.2 })
  logShare: number | null;
}

class RemovableCountsDto {
  @ApiProperty({ example: 12, description: 'They ended too long ago.' })
  age: number;

  @ApiProperty({ example: 3, description: 'Their service has enough newer ones.' })
  count: number;

  @ApiProperty({ example: 0, description: 'Logs take too much of their disk.' })
  share: number;
}

export class RetentionViewDto implements RetentionView {
  @ApiProperty({ type: RetentionRulesDto, description: 'What is off is null.' })
  rules: RetentionRulesDto;

  @ApiProperty({
    description:
      'False for an hour after a start, and for a day after the clock was set: nothing goes by its age meanwhile.',
  })
  isClockTrusted: boolean;

  @ApiProperty({ example: 734_003_200, description: 'Of all logs.' })
  logBytes: number;

  @ApiProperty({ example: 53_687_091_200 })
  diskBytes: number;

  @ApiProperty({ type: RemovableCountsDto, description: 'By the first reason that holds.' })
  removable: RemovableCountsDto;

  @ApiProperty({ example: 41_943_040, description: 'Of their logs.' })
  removableBytes: number;

  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    example: '2026-03-01T08:00:00.000Z',
    description: 'When the oldest of them ended.',
  })
  oldest: string | null;
}
