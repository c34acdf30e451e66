import {
  type AppliedRoutes,
  MAX_LOG_LINE_BYTES,
  OBSERVED_STATES,
  type ObservedInstance,
  type ObservedReport,
  type ObservedState,
  SERVICE_NAME,
} from '@sdp/protocol';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsInt,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { IsTexts } from './texts.decorator.js';

class AppliedRoutesDto implements AppliedRoutes {
  @IsTexts({ maxEntries: 1_000, maxLength: 4_000 })
  targets: Record<string, string>;

  @ValidateIf((_, value) => value !== null)
  @IsInt()
  @Min(0)
  revision: number | null;
}

export class ObservedInstanceDto implements ObservedInstance {
  @IsUUID()
  sandboxId: string;

  @Matches(SERVICE_NAME)
  service: string;

  @IsUUID()
  deploymentId: string;

  @IsInt()
  @Min(0)
  epoch: number;

  @IsOptional()
  @IsInt()
  @Min(0)
  lastEpoch?: number;

  @IsIn(OBSERVED_STATES)
  state: ObservedState;

  @IsOptional()
  @IsInt()
  exitCode?: number;

  @IsOptional()
  @IsISO8601()
  startedAt?: string;

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(20)
  @IsString({ each: true })
  @MaxLength(MAX_LOG_LINE_BYTES, { each: true })
  lastLines?: string[];

  @IsArray()
  @ArrayMaxSize(100)
  @IsUUID(undefined, { each: true })
  releases: string[];

  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => AppliedRoutesDto)
  routes?: AppliedRoutesDto;
}

export class ObservedReportDto implements ObservedReport {
  @IsArray()
  @ArrayMaxSize(2_000)
  @ValidateNested({ each: true })
  @Type(() => ObservedInstanceDto)
  instances: ObservedInstanceDto[];
}
