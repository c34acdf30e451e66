import { ApiPropertyOptional } from '@nestjs/swagger';
import { type AddServiceRequest, type DeployRequest, type UpdateServiceRequest } from '@sdp/protocol';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import {
  IsBranchName,
  IsCommitId,
  IsRepositoryName,
  IsServiceName,
} from '../../validation/names.decorators.js';
import { IsVariables } from '../../validation/variables.decorator.js';

/** A path of printable ASCII, as it stands in a request line. */
const HEALTH_PATH = /^\/[\x21-\x7e]{0,499}$/;

class RunSettingsDto {
  @IsCommitId({ isOptional: true })
  commit?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 65_535 })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(65_535)
  containerPort?: number;

  @ApiPropertyOptional({ example: '/health', maxLength: 500 })
  @IsOptional()
  @Matches(HEALTH_PATH, {
    message: '$property must be a path of at most 500 printable characters, starting with /',
  })
  healthPath?: string;

  @IsVariables()
  variables?: Record<string, string>;
}

export class AddServiceDto extends RunSettingsDto implements AddServiceRequest {
  @IsServiceName({ isOptional: true })
  name?: string;

  @IsRepositoryName()
  repository: string;

  @IsBranchName()
  branch: string;
}

export class UpdateServiceDto extends RunSettingsDto implements UpdateServiceRequest {
  @IsBranchName({ isOptional: true })
  branch?: string;
}

export class DeployDto implements DeployRequest {
  @IsBranchName({ isOptional: true })
  branch?: string;

  @IsCommitId({ isOptional: true })
  commit?: string;
}
