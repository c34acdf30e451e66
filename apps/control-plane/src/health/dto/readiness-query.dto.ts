import { ApiPropertyOptional } from '@nestjs/swagger';
import { AGENT_NAME } from '@sdp/protocol';
import { IsOptional, Matches } from 'class-validator';

/** Asks for an agent as well: after an upgrade of it, whether the new one has come. */
export class ReadinessQueryDto {
  @ApiPropertyOptional({ description: 'Ready only while this agent is connected.', example: 'micro-1' })
  @IsOptional()
  @Matches(AGENT_NAME)
  agent?: string;

  @ApiPropertyOptional({ description: 'And only while it is of this release.', example: '1dce67f' })
  @IsOptional()
  @Matches(/^[0-9A-Za-z.-]{1,30}$/)
  release?: string;
}
