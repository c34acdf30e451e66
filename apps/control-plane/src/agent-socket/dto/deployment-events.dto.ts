import {
  COMMIT_ID,
  type CommitInfo,
  DEPLOYMENT_STEPS,
  type DeploymentEvent,
  type DeploymentEvents,
  type DeploymentResult,
  type DeploymentStep,
  ERROR_CODES,
  type ErrorCode,
  type WireError,
} from '@sdp/protocol';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsISO8601,
  IsNumber,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

const MAX_EVENTS = 500;
const LONGEST_MS = 7 * 24 * 3_600_000;
const OUTCOMES = ['ok', 'failed', 'skipped'] as const;
const RESULTS = ['succeeded', 'failed', 'canceled'] as const;

class CommitDto implements CommitInfo {
  @Matches(COMMIT_ID)
  id: string;

  @IsString()
  @MaxLength(1_000)
  author: string;

  @IsISO8601()
  time: string;

  @IsString()
  @MaxLength(10_000)
  subject: string;
}

class WireErrorDto implements WireError {
  @IsIn(ERROR_CODES)
  code: ErrorCode;

  @IsString()
  @MaxLength(20_000)
  message: string;

  @IsOptional()
  @IsObject()
  details?: Record<string, unknown>;

  @IsOptional()
  @IsIn(['app', 'platform'])
  blame?: WireError['blame'];

  @IsOptional()
  @IsBoolean()
  retryable?: boolean;
}

class ResultDto {
  @IsIn(RESULTS)
  outcome: DeploymentResult['outcome'];

  @IsNumber()
  @Min(0)
  @Max(LONGEST_MS)
  durationMs: number;

  @IsInt()
  @Min(0)
  logBytes: number;

  @ValidateIf(({ outcome }: ResultDto) => outcome !== 'succeeded')
  @IsDefined()
  @ValidateNested()
  @Type(() => WireErrorDto)
  error?: WireErrorDto;
}

/** All kinds of events in one class; which fields have to be there depends on `type`. */
class EventDto {
  @IsInt()
  @Min(1)
  seq: number;

  @IsISO8601()
  at: string;

  @IsIn(['step-started', 'step-finished', 'commit-resolved', 'finished'])
  type: DeploymentEvent['type'];

  @ValidateIf(({ type }: EventDto) => type === 'step-started' || type === 'step-finished')
  @IsIn(DEPLOYMENT_STEPS)
  step?: DeploymentStep;

  @ValidateIf(({ type }: EventDto) => type === 'step-finished')
  @IsNumber()
  @Min(0)
  @Max(LONGEST_MS)
  durationMs?: number;

  @ValidateIf(({ type }: EventDto) => type === 'step-finished')
  @IsIn(OUTCOMES)
  outcome?: (typeof OUTCOMES)[number];

  @ValidateIf(({ type }: EventDto) => type === 'commit-resolved')
  @IsDefined()
  @ValidateNested()
  @Type(() => CommitDto)
  commit?: CommitDto;

  @ValidateIf(({ type }: EventDto) => type === 'finished')
  @IsDefined()
  @ValidateNested()
  @Type(() => ResultDto)
  result?: ResultDto;
}

export class DeploymentEventsDto {
  @IsUUID()
  deploymentId: string;

  @IsInt()
  @Min(0)
  epoch: number;

  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MAX_EVENTS)
  @ValidateNested({ each: true })
  @Type(() => EventDto)
  events: EventDto[];

  /** The rules above make each event one of the protocol's. */
  toProtocol(): DeploymentEvents {
    return this as unknown as DeploymentEvents;
  }
}
