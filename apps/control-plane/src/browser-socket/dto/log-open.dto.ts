import { type LogOpenRequest, MAX_LOG_BYTES } from '@sdp/protocol';
import { IsInt, IsUUID, Max, Min } from 'class-validator';

export class LogCloseDto {
  @IsUUID()
  deploymentId: string;
}

export class LogOpenDto extends LogCloseDto implements LogOpenRequest {
  @IsInt()
  @Min(0)
  @Max(2 * MAX_LOG_BYTES)
  offset: number;
}
