import { type RuntimeOpenRequest, SERVICE_NAME } from '@sdp/protocol';
import { IsInt, IsUUID, Matches, Max, Min } from 'class-validator';

export class RuntimeOpenDto implements RuntimeOpenRequest {
  @IsUUID()
  sandboxId: string;

  @Matches(SERVICE_NAME)
  service: string;

  @IsInt()
  @Min(0)
  @Max(5_000)
  tail: number;
}

export class RuntimeCloseDto {
  @IsUUID()
  streamId: string;
}
