import { type RuntimeOpenRequest, SERVICE_NAME } from '@sdp/protocol';
import { IsInt, IsISO8601, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';
import { MayBeAbsent } from '../../validation/absent.decorator.js';

export class RuntimeOpenDto implements RuntimeOpenRequest {
  @IsUUID()
  sandboxId: string;

  @Matches(SERVICE_NAME)
  service: string;

  @IsInt()
  @Min(0)
  @Max(5_000)
  tail: number;

  @MayBeAbsent()
  @IsISO8601({ strict: true })
  @MaxLength(40)
  since?: string;
}

export class RuntimeCloseDto {
  @IsUUID()
  streamId: string;
}
