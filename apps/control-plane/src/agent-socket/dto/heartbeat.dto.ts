import { type Heartbeat, type HostLoad } from '@sdp/protocol';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsInt,
  IsNumber,
  IsObject,
  Max,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { MayBeAbsent } from '../../validation/absent.decorator.js';
import { ImageDto, SwitchDto } from './agent-condition.dto.js';

export class HostLoadDto implements HostLoad {
  @IsNumber()
  @Min(0)
  @Max(1)
  cpu: number;

  @IsInt()
  @Min(0)
  memoryUsedBytes: number;

  @IsInt()
  @Min(0)
  memoryTotalBytes: number;
}

export class HeartbeatDto implements Heartbeat {
  @IsInt()
  @Min(0)
  running: number;

  @IsInt()
  @Min(0)
  freeDiskBytes: number;

  @IsInt()
  @Min(0)
  totalDiskBytes: number;

  @MayBeAbsent()
  @IsObject()
  @ValidateNested()
  @Type(() => HostLoadDto)
  load?: HostLoadDto;

  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => ImageDto)
  images: ImageDto[];

  @ValidateIf((_, value) => value !== null)
  @IsObject()
  @ValidateNested()
  @Type(() => SwitchDto)
  switch: SwitchDto | null;
}
