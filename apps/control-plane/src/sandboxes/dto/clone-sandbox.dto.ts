import { ApiPropertyOptional } from '@nestjs/swagger';
import { type CloneSandboxRequest } from '@sdp/protocol';
import { IsBoolean } from 'class-validator';
import { MayBeAbsent } from '../../validation/absent.decorator.js';
import { AreBranches } from '../../validation/branches.decorator.js';
import { IsSandboxName } from '../../validation/names.decorators.js';

export class CloneSandboxDto implements CloneSandboxRequest {
  @IsSandboxName()
  name: string;

  @AreBranches()
  branches?: Record<string, string>;

  @ApiPropertyOptional({ description: 'Whether all of it is deployed at once.', example: true })
  @MayBeAbsent()
  @IsBoolean()
  deploy?: boolean;
}
