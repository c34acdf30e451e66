import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  type CloneTemplateRequest,
  type CreateTemplateRequest,
  type CreateTemplateVersionRequest,
  ID,
  type ImportTemplateRequest,
  type TemplateContent,
  type TemplateFromSandboxRequest,
  type UpdateFromTemplateRequest,
} from '@sdp/protocol';
import { Type } from 'class-transformer';
import { IsBoolean, IsInt, IsObject, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { MayBeAbsent } from '../../validation/absent.decorator.js';
import { IsSandboxName, IsTemplateName } from '../../validation/names.decorators.js';
import { CONTENT_EXAMPLE, TemplateContentDto } from './template-content.dto.js';
import { AreTexts } from './texts.decorator.js';

/** A template of fifty services is a tenth of it. */
const MAX_YAML = 131_072;
const MAX_VERSION = 1_000_000;

const IsVersion = () => (target: object, property: string) => {
  for (const decorate of [IsInt(), Min(1), Max(MAX_VERSION)]) decorate(target, property);
};

export class CreateTemplateDto implements CreateTemplateRequest {
  @IsTemplateName()
  name: string;

  @ApiProperty({ type: TemplateContentDto, example: CONTENT_EXAMPLE })
  @IsObject()
  content: TemplateContent;
}

export class CreateTemplateVersionDto implements CreateTemplateVersionRequest {
  @ApiProperty({ type: TemplateContentDto, example: CONTENT_EXAMPLE })
  @IsObject()
  content: TemplateContent;

  @ApiPropertyOptional({ maxLength: 200, example: 'follow the renamed branch' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  note?: string;

  @ApiPropertyOptional({
    minimum: 1,
    example: 3,
    description: 'The version that the edit was made of; refused when it is not the newest any more.',
  })
  @MayBeAbsent()
  @IsVersion()
  version?: number;
}

export class TemplateFromSandboxDto implements TemplateFromSandboxRequest {
  @ApiProperty({ format: 'uuid', example: '0b8f4a52-6a0e-4c5b-9d7f-1e2d3c4b5a69' })
  @Matches(ID, { message: '$property must be the id of a sandbox' })
  sandboxId: string;

  @IsTemplateName()
  name: string;
}

export class ImportTemplateDto implements ImportTemplateRequest {
  @ApiProperty({
    maxLength: MAX_YAML,
    example:
      'name: checkout\nparameters:\n  ticket:\n    label: Ticket\nservices:\n  orders:\n    repository: orders\n    branch: feature/${ticket}\n',
  })
  @IsString()
  @MaxLength(MAX_YAML)
  yaml: string;
}

export class TemplateVersionQueryDto {
  @ApiPropertyOptional({ minimum: 1, example: 2, description: 'The newest when absent.' })
  @MayBeAbsent()
  @Type(() => Number)
  @IsVersion()
  version?: number;
}

export class CompareTemplateVersionsDto {
  @ApiProperty({ minimum: 1, example: 1 })
  @Type(() => Number)
  @IsVersion()
  from: number;

  @ApiProperty({ minimum: 1, example: 2 })
  @Type(() => Number)
  @IsVersion()
  to: number;
}

export class UpdateFromTemplateDto implements UpdateFromTemplateRequest {
  @ApiPropertyOptional({ minimum: 1, example: 2, description: 'The newest when absent.' })
  @MayBeAbsent()
  @IsVersion()
  version?: number;

  @AreTexts({ example: { ticket: 'SHOP-42' } })
  parameters?: Record<string, string>;
}

export class CloneTemplateDto extends UpdateFromTemplateDto implements CloneTemplateRequest {
  @IsSandboxName()
  name: string;

  @ApiPropertyOptional({ maxLength: 500, example: 'Discount codes with the new catalog' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(500)
  description?: string;

  @AreTexts({
    example: { orders: 'feature/discount' },
    description: 'Instead of the template’s, by service.',
  })
  branches?: Record<string, string>;

  @ApiPropertyOptional({ description: 'Whether all of it is deployed at once.' })
  @MayBeAbsent()
  @IsBoolean()
  deploy?: boolean;
}
