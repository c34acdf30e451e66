import { type Heartbeat } from '@sdp/protocol';
import { IsInt, Min } from 'class-validator';

export class HeartbeatDto implements Heartbeat {
  @IsInt()
  @Min(0)
  running: number;

  @IsInt()
  @Min(0)
  freeDiskBytes: number;
}
