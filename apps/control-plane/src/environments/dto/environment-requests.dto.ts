import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  type ChangeVariablesRequest,
  type CreateEnvironmentRequest,
  ID,
  type ImportVariablesRequest,
  type UpdateEnvironmentRequest,
  type VariableInput,
} from '@sdp/protocol';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsString,
  Matches,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { MayBeAbsent } from '../../validation/absent.decorator.js';
import { IsEnvironmentName } from '../../validation/names.decorators.js';
import {
  AreVariableNames,
  IsVariableName,
  IsVariableValue,
} from '../../validation/variable-name.decorator.js';
import { MAX_VALUE_LENGTH, MAX_VARIABLES } from '../../validation/variable-rules.js';

const MAX_DESCRIPTION = 500;
const MAX_DOT_ENV = 1_000_000;
const VARIABLES_EXAMPLE = [
  { name: 'orders_url', value: 'https://ocp.example.com/orders' },
  { name: 'DB_PASSWORD', value: 'correct horse', isSecret: true },
];

export class VariableInputDto implements VariableInput {
  @IsVariableName()
  name: string;

  @ApiPropertyOptional({
    maxLength: MAX_VALUE_LENGTH,
    example: 'https://ocp.example.com/orders',
    description: 'Left out for a variable that exists: it keeps its value.',
  })
  @MayBeAbsent()
  @IsVariableValue()
  value?: string;

  @ApiPropertyOptional({ description: 'Left out: as it was; plain when it is new.' })
  @MayBeAbsent()
  @IsBoolean()
  isSecret?: boolean;
}

export class CreateEnvironmentDto implements CreateEnvironmentRequest {
  @IsEnvironmentName()
  name: string;

  @ApiPropertyOptional({ maxLength: MAX_DESCRIPTION, example: 'The integration stage on OpenShift' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(MAX_DESCRIPTION)
  description?: string;

  @ApiPropertyOptional({ type: [VariableInputDto], maxItems: MAX_VARIABLES, example: VARIABLES_EXAMPLE })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MAX_VARIABLES)
  @ValidateNested({ each: true })
  @Type(() => VariableInputDto)
  variables?: VariableInputDto[];
}

export class UpdateEnvironmentDto implements UpdateEnvironmentRequest {
  @IsEnvironmentName({ isOptional: true })
  name?: string;

  @ApiPropertyOptional({ maxLength: MAX_DESCRIPTION, example: 'The stage that QA tests on' })
  @MayBeAbsent()
  @IsString()
  @MaxLength(MAX_DESCRIPTION)
  description?: string;
}

export class CloneEnvironmentDto {
  @IsEnvironmentName()
  name: string;
}

class VersionedDto {
  @ApiPropertyOptional({
    minimum: 1,
    example: 7,
    description: 'The version that the change was made against; refused when it is not the newest any more.',
  })
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  version?: number;
}

export class ChangeVariablesDto extends VersionedDto implements ChangeVariablesRequest {
  @ApiPropertyOptional({ type: [VariableInputDto], maxItems: MAX_VARIABLES, example: VARIABLES_EXAMPLE })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MAX_VARIABLES)
  @ValidateNested({ each: true })
  @Type(() => VariableInputDto)
  set?: VariableInputDto[];

  @ApiPropertyOptional({ type: [String], maxItems: MAX_VARIABLES, example: ['OLD_FLAG'] })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MAX_VARIABLES)
  @AreVariableNames({ each: true })
  remove?: string[];
}

export class ImportVariablesDto extends VersionedDto implements ImportVariablesRequest {
  @ApiProperty({
    maxLength: MAX_DOT_ENV,
    example: '# OpenShift\nexport orders_url=https://ocp.example.com/orders\nGREETING="Hello\\nyou"\n',
  })
  @IsString()
  @MaxLength(MAX_DOT_ENV)
  text: string;

  @ApiPropertyOptional({ enum: ['merge', 'replace'], default: 'merge' })
  @MayBeAbsent()
  @IsIn(['merge', 'replace'])
  mode?: 'merge' | 'replace';

  @ApiPropertyOptional({ type: [String], maxItems: MAX_VARIABLES, example: ['DB_PASSWORD'] })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(MAX_VARIABLES)
  @AreVariableNames({ each: true })
  secrets?: string[];
}

export class CompareEnvironmentsDto {
  @ApiProperty({ format: 'uuid' })
  @Matches(ID, { message: '$property must be the id of an environment' })
  left: string;

  @ApiProperty({ format: 'uuid' })
  @Matches(ID, { message: '$property must be the id of an environment' })
  right: string;
}
