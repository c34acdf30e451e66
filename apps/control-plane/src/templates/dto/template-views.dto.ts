import { ApiProperty } from '@nestjs/swagger';
import {
  type DeletedTemplate,
  type SandboxTemplateView,
  type SavedTemplate,
  type TemplateComparison,
  type TemplateContent,
  type TemplateOfSandbox,
  type TemplateParameter,
  type TemplateProblem,
  type TemplateSummary,
  type TemplateUpdateView,
  type TemplateVersionView,
  type TemplateView,
} from '@sdp/protocol';
import { TemplateOfSandboxDto } from '../../sandboxes/dto/sandbox-views.dto.js';
import { CONTENT_EXAMPLE, TemplateContentDto, TemplateParameterDto } from './template-content.dto.js';

export class TemplateSummaryDto implements TemplateSummary {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'checkout' })
  name: string;

  @ApiProperty()
  description: string;

  @ApiProperty()
  owner: string;

  @ApiProperty({ description: 'Whether the caller may edit it.' })
  isEditable: boolean;

  @ApiProperty({ description: 'The newest.' })
  version: number;

  @ApiProperty({ format: 'date-time' })
  updatedAt: string;

  @ApiProperty({ type: [String], example: ['orders', 'catalog'] })
  services: string[];

  @ApiProperty({ type: [TemplateParameterDto] })
  parameters: TemplateParameter[];

  @ApiProperty({ type: [String], description: 'Names of the sandboxes that were made from it.' })
  sandboxes: string[];
}

export class TemplateViewDto extends TemplateSummaryDto implements TemplateView {
  @ApiProperty({ type: TemplateContentDto, example: CONTENT_EXAMPLE })
  content: TemplateContent;

  @ApiProperty()
  contentVersion: number;
}

export class SavedTemplateDto extends TemplateViewDto implements SavedTemplate {
  @ApiProperty({ description: 'False: nothing differs from the newest version, so there is no new one.' })
  isNewVersion: boolean;
}

export class DeletedTemplateDto implements DeletedTemplate {
  @ApiProperty({
    type: [String],
    description: 'Names of the sandboxes that were made from it. They live on.',
  })
  sandboxes: string[];
}

export class TemplateVersionViewDto implements TemplateVersionView {
  @ApiProperty()
  version: number;

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty()
  createdBy: string;

  @ApiProperty({ example: 'follow the renamed branch' })
  note: string;
}

export class TemplateProblemDto implements TemplateProblem {
  @ApiProperty({ example: 12 })
  line: number;

  @ApiProperty({ example: 5 })
  column: number;

  @ApiProperty({ example: '"brnch" is not known in orders; did you mean "branch"?' })
  message: string;
}

class DifferenceDto {
  @ApiProperty({ example: 'services.orders.branch' })
  path: string;

  @ApiProperty({ type: String, nullable: true, example: 'main' })
  from: string | null;

  @ApiProperty({ type: String, nullable: true, example: 'feature/discount' })
  to: string | null;
}

export class TemplateComparisonDto implements TemplateComparison {
  @ApiProperty({ type: [DifferenceDto] })
  differences: DifferenceDto[];
}

export class SandboxTemplateViewDto implements SandboxTemplateView {
  @ApiProperty({ type: TemplateOfSandboxDto })
  template: TemplateOfSandbox;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, example: { ticket: 'SHOP-42' } })
  parameters: Record<string, string>;

  @ApiProperty({ type: TemplateComparisonDto, description: "The sandbox's own edits, against its version." })
  ownChanges: TemplateComparison;

  @ApiProperty({ type: TemplateComparisonDto, description: 'What the newest version has otherwise.' })
  newerChanges: TemplateComparison;
}

export class TemplateUpdateViewDto implements TemplateUpdateView {
  @ApiProperty()
  version: number;

  @ApiProperty({ type: TemplateComparisonDto })
  applied: TemplateComparison;

  @ApiProperty({
    type: TemplateComparisonDto,
    description:
      'Changes of the template that were not taken over, because the sandbox has its own edit there.',
  })
  kept: TemplateComparison;
}
