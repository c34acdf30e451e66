import {
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
  IsOptional,
  IsUUID,
  Matches,
  Min,
  ValidateNested,
} from 'class-validator';

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

  @IsIn(OBSERVED_STATES)
  state: ObservedState;

  @IsOptional()
  @IsInt()
  exitCode?: number;

  @IsOptional()
  @IsISO8601()
  startedAt?: string;
}

export class ObservedReportDto implements ObservedReport {
  @IsArray()
  @ArrayMaxSize(2_000)
  @ValidateNested({ each: true })
  @Type(() => ObservedInstanceDto)
  instances: ObservedInstanceDto[];
}
