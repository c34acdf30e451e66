import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  PARAMETER_NAME,
  type ResourceLimits,
  type TemplateContent,
  type TemplateOverride,
  type TemplateParameter,
  type TemplateService,
} from '@sdp/protocol';

const TEXTS = { type: 'object', additionalProperties: { type: 'string' } } as const;

export const CONTENT_EXAMPLE: TemplateContent = {
  description: 'Orders and catalog behind their own gateway',
  environment: 'integration',
  ttlHours: 48,
  labels: { team: 'shop' },
  parameters: [
    { name: 'ticket', label: 'Ticket', pattern: '[A-Z]+-\\d+' },
    { name: 'color', default: 'red', choices: ['red', 'green'] },
  ],
  variables: { LOG_LEVEL: 'debug' },
  services: [
    {
      name: 'orders',
      repository: 'orders',
      branch: 'feature/${ticket}',
      variables: { COLOR: '${color}' },
      dependsOn: ['catalog'],
    },
    { name: 'catalog', repository: 'catalog', branch: 'main' },
  ],
  overrides: { payments: { kind: 'baseline' } },
};

class TemplateLimitsDto implements ResourceLimits {
  @ApiPropertyOptional({ type: Number, nullable: true, example: 256 })
  memoryMb?: number | null;

  @ApiPropertyOptional({ type: Number, nullable: true, example: 0.5 })
  cpus?: number | null;
}

class TemplateServiceDto implements TemplateService {
  @ApiProperty({ example: 'orders' })
  name: string;

  @ApiProperty({ example: 'orders' })
  repository: string;

  @ApiProperty({ example: 'feature/${ticket}', description: 'Parameters can be used.' })
  branch: string;

  @ApiPropertyOptional({ pattern: '^[0-9a-f]{40}$' })
  commit?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 65_535 })
  containerPort?: number;

  @ApiPropertyOptional({ example: '/health' })
  healthPath?: string;

  @ApiPropertyOptional({ ...TEXTS, description: 'Parameters can be used in the values.' })
  variables?: Record<string, string>;

  @ApiPropertyOptional({ type: TemplateLimitsDto })
  limits?: ResourceLimits;

  @ApiPropertyOptional({ type: [String], description: 'Services that are deployed before it.' })
  dependsOn?: string[];

  @ApiPropertyOptional({ description: 'Redeployed by itself when its branch moves.' })
  follows?: boolean;
}

export class TemplateParameterDto implements TemplateParameter {
  @ApiProperty({ pattern: PARAMETER_NAME.source, example: 'ticket', description: 'Used as `${ticket}`.' })
  name: string;

  @ApiPropertyOptional({ example: 'Ticket' })
  label?: string;

  @ApiPropertyOptional({ description: 'Without one, the parameter has to be given.' })
  default?: string;

  @ApiPropertyOptional({
    example: '[A-Z]+-\\d+',
    description: 'Regular expression for the whole value, without look-arounds and back-references.',
  })
  pattern?: string;

  @ApiPropertyOptional({ type: [String] })
  choices?: string[];
}

/** For the documentation; what is allowed in it is checked as the YAML is. */
export class TemplateContentDto implements TemplateContent {
  @ApiPropertyOptional({ maxLength: 500 })
  description?: string;

  @ApiPropertyOptional({ example: 'integration', description: 'Name of an environment.' })
  environment?: string;

  @ApiPropertyOptional({ ...TEXTS, description: 'Parameters can be used in the values.' })
  labels?: Record<string, string>;

  @ApiPropertyOptional({ ...TEXTS, description: 'Parameters can be used in the values.' })
  variables?: Record<string, string>;

  @ApiPropertyOptional({ type: [TemplateParameterDto] })
  parameters?: TemplateParameter[];

  @ApiProperty({ type: [TemplateServiceDto] })
  services: TemplateService[];

  @ApiPropertyOptional({
    type: 'object',
    description: 'By service.',
    additionalProperties: {
      type: 'object',
      required: ['kind'],
      properties: {
        kind: { type: 'string', enum: ['instance', 'baseline', 'sandbox', 'url'] },
        sandbox: { type: 'string', description: 'Name of the other sandbox.' },
        url: { type: 'string', description: 'Written by ops only.' },
      },
    },
    example: { payments: { kind: 'baseline' }, search: { kind: 'sandbox', sandbox: 'search-team' } },
  })
  overrides?: Record<string, TemplateOverride>;

  @ApiPropertyOptional({ description: 'Hours until a sandbox made from it expires.' })
  ttlHours?: number;
}
