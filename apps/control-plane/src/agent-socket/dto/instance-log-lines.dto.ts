import { type InstanceLogLines, MAX_LOG_LINE_BYTES } from '@sdp/protocol';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateNested,
} from 'class-validator';

class LineDto {
  @IsString()
  @MaxLength(40)
  at: string;

  @IsIn(['out', 'err'])
  stream: 'out' | 'err';

  @IsString()
  @MaxLength(2 * MAX_LOG_LINE_BYTES)
  text: string;
}

export class InstanceLogLinesDto implements InstanceLogLines {
  @IsUUID()
  streamId: string;

  @IsArray()
  @ArrayMaxSize(5_000)
  @ValidateNested({ each: true })
  @Type(() => LineDto)
  lines: LineDto[];

  @IsOptional()
  @IsBoolean()
  ended?: boolean;
}
