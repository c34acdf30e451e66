import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { type AddServiceRequest, type DeployRequest, type UpdateServiceRequest } from '@sdp/protocol';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
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

export class AddServiceDto implements AddServiceRequest {
  @IsServiceName({ isOptional: true })
  name?: string;

  @IsRepositoryName()
  repository: string;

  @IsBranchName()
  branch: string;

  @IsCommitId({ isOptional: true })
  commit?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 65_535 })
  @MayBeAbsent()
  @IsPort()
  containerPort?: number;

  @ApiPropertyOptional({ example: '/health', maxLength: 500 })
  @MayBeAbsent()
  @IsHealthPath()
  healthPath?: string;

  @IsVariables()
  variables?: Record<string, string>;
}

/** `null` takes a setting away. */
export class UpdateServiceDto implements UpdateServiceRequest {
  @IsBranchName({ isOptional: true })
  branch?: string;

  @IsOptional()
  @IsCommitId()
  commit?: string | null;

  @ApiPropertyOptional({ type: Number, nullable: true, minimum: 1, maximum: 65_535 })
  @IsOptional()
  @IsPort()
  containerPort?: number | null;

  @ApiPropertyOptional({ type: String, nullable: true, example: '/health', maxLength: 500 })
  @IsOptional()
  @IsHealthPath()
  healthPath?: string | null;

  @IsVariables()
  variables?: Record<string, string>;
}

export class DeployDto implements DeployRequest {
  @IsBranchName({ isOptional: true })
  branch?: string;

  @IsCommitId({ isOptional: true })
  commit?: string;
}
