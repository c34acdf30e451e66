import { type Heartbeat } from '@sdp/protocol';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsInt, IsObject, Min, ValidateIf, ValidateNested } from 'class-validator';
import { ImageDto, SwitchDto } from './agent-condition.dto.js';

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
