import { ApiPropertyOptional } from '@nestjs/swagger';
import { type UpdateAgentRequest } from '@sdp/protocol';
import { IsBoolean, Matches } from 'class-validator';
import { AGENT_NAME } from '../../config/entries.js';
import { MayBeAbsent } from '../../validation/absent.decorator.js';

export class UpdateAgentDto implements UpdateAgentRequest {
  @ApiPropertyOptional({ example: 'micro-east' })
  @MayBeAbsent()
  @Matches(AGENT_NAME, {
    message: 'name must be 1 to 39 lower-case letters, digits and hyphens, starting with a letter or digit',
  })
  name?: string;

  @ApiPropertyOptional({ description: 'Drained: it keeps what it has, and gets no new instances.' })
  @MayBeAbsent()
  @IsBoolean()
  noSchedule?: boolean;
}
