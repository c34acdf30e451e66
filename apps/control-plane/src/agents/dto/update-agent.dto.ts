import { ApiPropertyOptional } from '@nestjs/swagger';
import { AGENT_NAME, type UpdateAgentRequest } from '@sdp/protocol';
import { IsBoolean, Matches } from 'class-validator';
import { MayBeAbsent } from '../../validation/absent.decorator.js';

export class UpdateAgentDto implements UpdateAgentRequest {
  @ApiPropertyOptional({ example: 'micro-east' })
  @MayBeAbsent()
  @Matches(AGENT_NAME, {
    message:
      'name must be 1 to 40 lower-case letters, digits and hyphens, with a letter or digit at both ends',
  })
  name?: string;

  @ApiPropertyOptional({ description: 'Drained: it keeps what it has, and gets no new instances.' })
  @MayBeAbsent()
  @IsBoolean()
  noSchedule?: boolean;
}
