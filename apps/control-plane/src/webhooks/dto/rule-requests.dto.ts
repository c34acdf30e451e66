import { ApiProperty, ApiPropertyOptional, OmitType, PartialType } from '@nestjs/swagger';
import {
  type CreatePullRequestRuleRequest,
  ID,
  type KeepSandboxRequest,
  PARAMETER_NAME,
  type UpdatePullRequestRuleRequest,
} from '@sdp/protocol';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateBy,
} from 'class-validator';
import { MayBeAbsent } from '../../validation/absent.decorator.js';
import { IsRepositoryName } from '../../validation/names.decorators.js';
import { IsTextMap } from '../../validation/text-map.decorator.js';
import { isNamePattern } from '../pull-requests/sandbox-names.js';

const BRANCH_PATTERN = /^[A-Za-z0-9._/+#@*-]{1,200}$/;
const MAX_PARAMETERS = 30;

const IsNamePattern = () =>
  ValidateBy({
    name: 'isNamePattern',
    validator: {
      validate: (value) => typeof value === 'string' && value.length <= 60 && isNamePattern(value),
      defaultMessage: () =>
        '$property must have {number} in it, may have {repository}, and must make a name such as pr-orders-12',
    },
  });

export class CreatePullRequestRuleDto implements CreatePullRequestRuleRequest {
  @IsRepositoryName()
  repository: string;

  @ApiProperty({ format: 'uuid', example: '0b8f4a52-6a0e-4c5b-9d7f-1e2d3c4b5a69' })
  @Matches(ID, { message: '$property must be an id' })
  templateId: string;

  @ApiPropertyOptional({
    type: String,
    nullable: true,
    example: 'branch',
    description: 'Null: the branch of every service of the repository.',
  })
  @IsOptional()
  @Matches(PARAMETER_NAME, { message: '$property must be the name of a parameter' })
  branchParameter?: string | null;

  @IsTextMap('isParameters', { example: { ticket: 'SHOP-42' } }, parametersProblem)
  parameters?: Record<string, string>;

  @ApiPropertyOptional({ maxLength: 60, example: 'pr-{repository}-{number}' })
  @MayBeAbsent()
  @IsNamePattern()
  namePattern?: string;

  @ApiPropertyOptional({
    type: [String],
    example: ['main', 'release/*'],
    description: '`*` stands for any part; every target when empty.',
  })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(20)
  @Matches(BRANCH_PATTERN, {
    each: true,
    message: 'each of $property must be a branch, * for any part of it',
  })
  targetBranches?: string[];

  @ApiPropertyOptional({
    type: Number,
    nullable: true,
    minimum: 1,
    maximum: 8_760,
    example: 72,
    description: 'Null: as the template says.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(8_760)
  ttlHours?: number | null;

  @ApiPropertyOptional({ minimum: 1, maximum: 100, example: 5 })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  @Max(100)
  maxSandboxes?: number;
}

export class UpdatePullRequestRuleDto
  extends PartialType(OmitType(CreatePullRequestRuleDto, ['repository']))
  implements UpdatePullRequestRuleRequest {}

export class KeepSandboxDto implements KeepSandboxRequest {
  @ApiProperty({ example: true, description: 'Whether it stays after its pull request is closed.' })
  @IsBoolean()
  isKept: boolean;
}

function parametersProblem(entries: readonly [string, unknown][]): string | null {
  if (entries.length > MAX_PARAMETERS) return `must not have more than ${MAX_PARAMETERS} entries`;
  const isGood = ([name, value]: readonly [string, unknown]) =>
    PARAMETER_NAME.test(name) && typeof value === 'string' && value.length <= 200;
  return entries.every(isGood)
    ? null
    : 'must be parameters of the template, with texts of at most 200 characters';
}
