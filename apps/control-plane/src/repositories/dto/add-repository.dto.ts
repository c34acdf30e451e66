import { ApiProperty } from '@nestjs/swagger';
import { type AddRepositoryRequest, type AgentKind } from '@sdp/protocol';
import { IsIn } from 'class-validator';
import { IsRemoteUrl, IsRepositoryName } from '../../validation/names.decorators.js';

export class AddRepositoryDto implements AddRepositoryRequest {
  @IsRepositoryName()
  name: string;

  @IsRemoteUrl()
  url: string;

  @ApiProperty({ enum: ['micro', 'gateway'], description: 'Kind of the agent that clones it.' })
  @IsIn(['micro', 'gateway'])
  kind: AgentKind;
}
