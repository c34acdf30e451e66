import { ApiProperty } from '@nestjs/swagger';
import {
  MAX_REMOVABLE_LISTED,
  type RemovableThing,
  STORAGE_KINDS,
  STORAGE_REASONS,
  type StorageAmount,
  type StorageAmounts,
  type StorageKind,
  type StorageReason,
  type StorageReport,
  type StorageRules,
  type StorageRun,
} from '@sdp/protocol';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsNumber,
  IsObject,
  IsString,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

const isThere = (_: unknown, value: unknown) => value !== null;

class StorageAmountDto implements StorageAmount {
  @ApiProperty({ example: 12 })
  @IsInt()
  @Min(0)
  items: number;

  @ApiProperty({ example: 734_003_200 })
  @IsInt()
  @Min(0)
  bytes: number;
}

/** An amount of every kind. */
function Amount(): PropertyDecorator {
  return (target, key) => {
    const decorators = [
      ApiProperty({ type: StorageAmountDto }),
      IsObject(),
      ValidateNested(),
      Type(() => StorageAmountDto),
    ];
    for (const decorate of decorators) decorate(target, key as string);
  };
}

class StorageAmountsDto implements StorageAmounts {
  @Amount()
  release: StorageAmountDto;

  @Amount()
  mirror: StorageAmountDto;

  @Amount()
  cache: StorageAmountDto;

  @Amount()
  image: StorageAmountDto;
}

function Amounts(description: string): PropertyDecorator {
  return (target, key) => {
    const decorators = [
      ApiProperty({ type: StorageAmountsDto, description }),
      IsObject(),
      ValidateNested(),
      Type(() => StorageAmountsDto),
    ];
    for (const decorate of decorators) decorate(target, key as string);
  };
}

/** A number of days, or null where the rule is off. */
function Days(): PropertyDecorator {
  return (target, key) => {
    const decorators = [
      ApiProperty({ type: Number, nullable: true, example: 14 }),
      ValidateIf(isThere),
      IsInt(),
      Min(1),
    ];
    for (const decorate of decorators) decorate(target, key as string);
  };
}

class StorageDaysDto implements Record<StorageKind, number | null> {
  @Days()
  release: number | null;

  @Days()
  mirror: number | null;

  @Days()
  cache: number | null;

  @Days()
  image: number | null;
}

class StorageRulesDto implements StorageRules {
  @ApiProperty({ example: 3, description: 'So many releases of an instance stay whatever their age.' })
  @IsInt()
  @Min(1)
  releases: number;

  @ApiProperty({
    type: StorageDaysDto,
    description:
      'After so many days without use; null: not for its age. Of releases, those beyond; null: at once.',
  })
  @IsObject()
  @ValidateNested()
  @Type(() => StorageDaysDto)
  days: StorageDaysDto;

  @ApiProperty({ type: Number, nullable: true, example: 0.85 })
  @ValidateIf(isThere)
  @IsNumber()
  @Min(0)
  @Max(1)
  diskShare: number | null;

  @ApiProperty({ type: Number, nullable: true, example: 60, description: 'Null: nothing is removed.' })
  @ValidateIf(isThere)
  @IsInt()
  @Min(1)
  everyMinutes: number | null;
}

class RemovableThingDto implements RemovableThing {
  @ApiProperty({ enum: STORAGE_KINDS })
  @IsIn(STORAGE_KINDS)
  kind: StorageKind;

  @ApiProperty({ example: 'mirror of repository orders' })
  @IsString()
  @MaxLength(300)
  name: string;

  @ApiProperty({ example: 41_943_040 })
  @IsInt()
  @Min(0)
  bytes: number;

  @ApiProperty({ format: 'date-time', example: '2026-03-01T08:00:00.000Z' })
  @IsISO8601()
  usedAt: string;

  @ApiProperty({
    enum: STORAGE_REASONS,
    description:
      'Not used for long, its instance has enough newer ones, or the disk has more in use than it may.',
  })
  @IsIn(STORAGE_REASONS)
  reason: StorageReason;
}

class StorageRunDto implements StorageRun {
  @ApiProperty({ format: 'date-time', example: '2026-11-29T08:00:00.000Z' })
  @IsISO8601()
  at: string;

  @Amounts('What it removed.')
  removed: StorageAmountsDto;

  @ApiProperty({ type: String, nullable: true, description: 'What it could not do, and why.' })
  @ValidateIf(isThere)
  @IsString()
  @MaxLength(2_000)
  problem: string | null;
}

/** What agents send, and ops read. */
export class StorageReportDto implements StorageReport {
  @ApiProperty({ format: 'date-time', example: '2026-11-29T08:00:00.000Z' })
  @IsISO8601()
  at: string;

  @ApiProperty({ type: StorageRulesDto })
  @IsObject()
  @ValidateNested()
  @Type(() => StorageRulesDto)
  rules: StorageRulesDto;

  @ApiProperty({
    description:
      'False for an hour after a start, and for a day after the clock was set: nothing goes by its age meanwhile.',
  })
  @IsBoolean()
  isClockTrusted: boolean;

  @Amounts('Everything, in use or not.')
  stored: StorageAmountsDto;

  @Amounts('What goes with the next run, unless it is used before.')
  removable: StorageAmountsDto;

  @ApiProperty({
    type: [RemovableThingDto],
    description: `What was not used for longest comes first; at most ${MAX_REMOVABLE_LISTED}.`,
  })
  @IsArray()
  @ArrayMaxSize(MAX_REMOVABLE_LISTED)
  @ValidateNested({ each: true })
  @Type(() => RemovableThingDto)
  next: RemovableThingDto[];

  @ApiProperty({ type: StorageRunDto, nullable: true })
  @ValidateIf(isThere)
  @IsObject()
  @ValidateNested()
  @Type(() => StorageRunDto)
  lastRun: StorageRunDto | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, example: '2026-11-29T09:00:00.000Z' })
  @ValidateIf(isThere)
  @IsISO8601()
  nextAt: string | null;

  @Amounts('What was removed since the report before.')
  removedSince: StorageAmountsDto;
}
