import { ApiProperty } from '@nestjs/swagger';
import {
  type EnvironmentComparison,
  type EnvironmentSummary,
  type EnvironmentVariable,
  type EnvironmentVersion,
  type EnvironmentView,
  type VariableDifference,
  type ImportPreview,
} from '@sdp/protocol';

const DIFFERENCES = ['only-left', 'only-right', 'different'] as const;

class EnvironmentUsersDto {
  @ApiProperty({ type: [String], example: ['checkout-fix'] })
  sandboxes: string[];

  @ApiProperty({ type: [String], example: ['shop'] })
  templates: string[];
}

export class EnvironmentSummaryDto implements EnvironmentSummary {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'integration' })
  name: string;

  @ApiProperty()
  description: string;

  @ApiProperty({ example: 'ada' })
  owner: string;

  @ApiProperty({ description: 'Whether the caller may edit it: its owner (a developer), and ops.' })
  isEditable: boolean;

  @ApiProperty({ description: 'Grows with every change of its variables.', example: 7 })
  version: number;

  @ApiProperty({ format: 'date-time' })
  updatedAt: string;

  @ApiProperty()
  variableCount: number;

  @ApiProperty()
  secretCount: number;

  @ApiProperty({ type: EnvironmentUsersDto, description: 'Names of what uses it.' })
  usedBy: EnvironmentUsersDto;
}

class EnvironmentVariableDto implements EnvironmentVariable {
  @ApiProperty({ example: 'orders_url' })
  name: string;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Null for a secret.',
    example: 'https://ocp/orders',
  })
  value: string | null;

  @ApiProperty()
  isSecret: boolean;

  @ApiProperty({
    type: String,
    nullable: true,
    description: 'The service whose baseline URL it is.',
    example: 'orders',
  })
  baselineOf: string | null;
}

export class EnvironmentViewDto extends EnvironmentSummaryDto implements EnvironmentView {
  @ApiProperty({ type: [EnvironmentVariableDto] })
  variables: EnvironmentVariableDto[];
}

export class EnvironmentVersionDto implements EnvironmentVersion {
  @ApiProperty({ example: 7 })
  version: number;

  @ApiProperty({ format: 'date-time' })
  changedAt: string;

  @ApiProperty({ example: 'ada' })
  changedBy: string;

  @ApiProperty({ type: [String], example: ['catalog_url'] })
  added: string[];

  @ApiProperty({ type: [String], example: ['DB_PASSWORD'] })
  changed: string[];

  @ApiProperty({ type: [String] })
  removed: string[];

  @ApiProperty({ example: 'restored version 3', description: 'Empty for a plain edit.' })
  note: string;
}

class ComparedValueDto {
  @ApiProperty({ type: String, nullable: true, description: 'Null for a secret.' })
  value: string | null;

  @ApiProperty()
  isSecret: boolean;
}

class VariableDifferenceDto implements VariableDifference {
  @ApiProperty({ example: 'DB_PASSWORD' })
  name: string;

  @ApiProperty({ enum: DIFFERENCES })
  kind: (typeof DIFFERENCES)[number];

  @ApiProperty({ type: ComparedValueDto, nullable: true })
  left: ComparedValueDto | null;

  @ApiProperty({ type: ComparedValueDto, nullable: true })
  right: ComparedValueDto | null;
}

export class EnvironmentComparisonDto implements EnvironmentComparison {
  @ApiProperty({ example: 'integration' })
  left: string;

  @ApiProperty({ example: 'staging' })
  right: string;

  @ApiProperty({ type: [VariableDifferenceDto] })
  differences: VariableDifferenceDto[];

  @ApiProperty({ example: 12 })
  sameCount: number;
}

export class ImportPreviewDto implements ImportPreview {
  @ApiProperty({ example: 4 })
  version: number;

  @ApiProperty({ type: [String] })
  added: string[];

  @ApiProperty({ type: [String] })
  changed: string[];

  @ApiProperty({ type: [String] })
  removed: string[];
}
