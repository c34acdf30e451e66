import { type LogChunk, MAX_LOG_BYTES, MAX_LOG_CHUNK_BYTES } from '@sdp/protocol';
import { IsInt, IsString, IsUUID, Matches, Max, MaxLength, Min } from 'class-validator';

export class LogChunkDto implements LogChunk {
  @IsUUID()
  deploymentId: string;

  @IsInt()
  @Min(0)
  epoch: number;

  @IsInt()
  @Min(0)
  @Max(2 * MAX_LOG_BYTES)
  offset: number;

  @IsString()
  @MaxLength(MAX_LOG_CHUNK_BYTES)
  @Matches(/\n$/, { message: '$property must end at the end of a line' })
  text: string;
}
