import { SERVICE_NAME, type StatsReport } from '@sdp/protocol';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsISO8601,
  IsNumber,
  IsUUID,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';

const MAX_CPUS = 10_000;

class SampleDto {
  @IsUUID()
  sandboxId: string;

  @Matches(SERVICE_NAME)
  service: string;

  @IsISO8601()
  at: string;

  @IsNumber()
  @Min(0)
  @Max(MAX_CPUS)
  cpus: number;

  @IsInt()
  @Min(0)
  memoryBytes: number;

  @IsInt()
  @Min(0)
  memoryLimitBytes: number;
}

export class StatsReportDto implements StatsReport {
  @IsArray()
  @ArrayMaxSize(2_000)
  @ValidateNested({ each: true })
  @Type(() => SampleDto)
  samples: SampleDto[];
}
