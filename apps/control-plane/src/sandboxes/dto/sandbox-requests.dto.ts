import { ApiPropertyOptional } from '@nestjs/swagger';
import { type CreateSandboxRequest, type UpdateSandboxRequest } from '@sdp/protocol';
import { IsString, MaxLength } from 'class-validator';
import { MayBeAbsent } from '../../validation/absent.decorator.js';
import { IsSandboxName } from '../../validation/names.decorators.js';
import { IsVariables } from '../../validation/variables.decorator.js';

export class CreateSandboxDto implements CreateSandboxRequest {
  @IsSandboxName()
  name: string;

  @ApiPropertyOptional({ maxLength: 500 })
  @MayBeAbsent()
  @IsString()
  @MaxLength(500)
  description?: string;

  @IsVariables()
  variables?: Record<string, string>;
}

export class UpdateSandboxDto implements UpdateSandboxRequest {
  @IsSandboxName({ isOptional: true })
  name?: string;

  @ApiPropertyOptional({ maxLength: 500 })
  @MayBeAbsent()
  @IsString()
  @MaxLength(500)
  description?: string;

  @IsVariables()
  variables?: Record<string, string>;
}
