import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type CreateSandboxRequest, ID, type UpdateSandboxRequest } from '@sdp/protocol';
import { IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { MayBeAbsent } from '../../validation/absent.decorator.js';
import { IsLabels } from '../../validation/labels.decorator.js';
import { IsSandboxName } from '../../validation/names.decorators.js';
import { IsTtlHours } from '../../validation/ttl.decorator.js';
import { IsVariables } from '../../validation/variables.decorator.js';

/** What may be set when a sandbox is made, and changed later. */
class SandboxSettingsDto {
  @ApiPropertyOptional({ maxLength: 500, example: 'Discounts at the checkout' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(500)
  description?: string;

  @IsLabels()
  labels?: Record<string, string>;

  @ApiProperty({
    type: String,
    format: 'uuid',
    example: '0b8f4a52-6a0e-4c5b-9d7f-1e2d3c4b5a69',
    nullable: true,
    required: false,
    description: 'Its variables are the lowest layer of every service.',
  })
  @IsOptional()
  @Matches(ID, { message: '$property must be an id' })
  environmentId?: string | null;

  @IsVariables()
  variables?: Record<string, string>;
}

export class CreateSandboxDto extends SandboxSettingsDto implements CreateSandboxRequest {
  @IsSandboxName()
  name: string;

  @IsTtlHours({ isOptional: true })
  ttlHours?: number | null;
}

export class UpdateSandboxDto extends SandboxSettingsDto implements UpdateSandboxRequest {
  @IsSandboxName({ isOptional: true })
  name?: string;
}
