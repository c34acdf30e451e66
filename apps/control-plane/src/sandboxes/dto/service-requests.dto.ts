import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  type AddServiceRequest,
  type DeployGroupRequest,
  type DeployRequest,
  ID,
  type ResourceLimits,
  type RollbackRequest,
  SERVICE_NAME,
  type UpdateServiceRequest,
} from '@sdp/protocol';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsInt,
  IsNumber,
  IsObject,
  IsOptional,
  Matches,
  Max,
  Min,
  ValidateNested,
} from 'class-validator';
import { MayBeAbsent } from '../../validation/absent.decorator.js';
import {
  IsBranchName,
  IsCommitId,
  IsRepositoryName,
  IsServiceName,
} from '../../validation/names.decorators.js';
import { IsVariables } from '../../validation/variables.decorator.js';

/** A path of printable ASCII, as it stands in a request line. */
const HEALTH_PATH = /^\/[\x21-\x7e]{0,499}$/;

const IsPort = () => applyDecorators(IsInt(), Min(1), Max(65_535));
const IsHealthPath = () =>
  Matches(HEALTH_PATH, {
    message: '$property must be a path of at most 500 printable characters, starting with /',
  });

const MAX_SERVICES = 100;

/** A list of services of the sandbox. */
const AreServices = (description: string) =>
  applyDecorators(
    ApiPropertyOptional({ type: [String], example: ['catalog'], description }),
    MayBeAbsent(),
    IsArray(),
    ArrayMaxSize(MAX_SERVICES),
    Matches(SERVICE_NAME, { each: true, message: 'each of $property must be the name of a service' }),
  );

const MayFollow = () =>
  applyDecorators(
    ApiPropertyOptional({
      example: true,
      description: 'Whether it is redeployed by itself when its branch moves, once it was deployed.',
    }),
    MayBeAbsent(),
    IsBoolean(),
  );

class ResourceLimitsDto implements ResourceLimits {
  @ApiPropertyOptional({ type: Number, nullable: true, minimum: 16, maximum: 65_536, example: 256 })
  @IsOptional()
  @IsInt()
  @Min(16)
  @Max(65_536)
  memoryMb?: number | null;

  @ApiPropertyOptional({ type: Number, nullable: true, minimum: 0.05, maximum: 64, example: 0.5 })
  @IsOptional()
  @IsNumber()
  @Min(0.05)
  @Max(64)
  cpus?: number | null;
}

const AreLimits = () =>
  applyDecorators(
    ApiPropertyOptional({ type: ResourceLimitsDto, description: "What is left out is the agent's default." }),
    MayBeAbsent(),
    IsObject(),
    ValidateNested(),
    Type(() => ResourceLimitsDto),
  );

export class AddServiceDto implements AddServiceRequest {
  @IsServiceName({ isOptional: true })
  name?: string;

  @IsRepositoryName()
  repository: string;

  @IsBranchName()
  branch: string;

  @IsCommitId({ isOptional: true })
  commit?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 65_535, example: 8080 })
  @MayBeAbsent()
  @IsPort()
  containerPort?: number;

  @ApiPropertyOptional({ example: '/health', maxLength: 500 })
  @MayBeAbsent()
  @IsHealthPath()
  healthPath?: string;

  @IsVariables()
  variables?: Record<string, string>;

  @AreLimits()
  limits?: ResourceLimitsDto;

  @AreServices('Services that are deployed before it, when several are deployed together.')
  dependsOn?: string[];

  @MayFollow()
  follows?: boolean;
}

/** `null` takes a setting away. */
export class UpdateServiceDto implements UpdateServiceRequest {
  @IsBranchName({ isOptional: true })
  branch?: string;

  @IsOptional()
  @IsCommitId()
  commit?: string | null;

  @ApiPropertyOptional({ type: Number, nullable: true, minimum: 1, maximum: 65_535, example: 8080 })
  @IsOptional()
  @IsPort()
  containerPort?: number | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: '/health', maxLength: 500 })
  @IsOptional()
  @IsHealthPath()
  healthPath?: string | null;

  @IsVariables()
  variables?: Record<string, string>;

  @AreLimits()
  limits?: ResourceLimitsDto;

  @AreServices('Services that are deployed before it, when several are deployed together.')
  dependsOn?: string[];

  @MayFollow()
  follows?: boolean;
}

export class DeployDto implements DeployRequest {
  @IsBranchName({ isOptional: true })
  branch?: string;

  @IsCommitId({ isOptional: true })
  commit?: string;
}

export class DeployGroupDto implements DeployGroupRequest {
  @AreServices('All of the sandbox when left out.')
  services?: string[];
}

export class RollbackDto implements RollbackRequest {
  @ApiProperty({
    format: 'uuid',
    example: '0b8f4a52-6a0e-4c5b-9d7f-1e2d3c4b5a69',
    description: 'The deployment whose release is started again.',
  })
  @Matches(ID, { message: '$property must be an id' })
  deploymentId: string;
}
