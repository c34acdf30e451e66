import { applyDecorators } from '@nestjs/common';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { type CreateWebhookRequest, type ServedRepository, type UpdateWebhookRequest } from '@sdp/protocol';
import { Type } from 'class-transformer';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsString, MaxLength, ValidateNested } from 'class-validator';
import { MayBeAbsent } from '../../validation/absent.decorator.js';
import { IsEnvironmentName, IsRepositoryName } from '../../validation/names.decorators.js';

const MAX_REPOSITORIES = 50;

export class ServedRepositoryDto implements ServedRepository {
  @IsRepositoryName()
  repository: string;

  @ApiPropertyOptional({
    maxLength: 200,
    example: 'shop/orders',
    description:
      'Workspace or project, and repository, as in its address at the git host; from its URL when absent.',
  })
  @MayBeAbsent()
  @IsString()
  @MaxLength(200)
  fullName?: string;
}

const AreRepositories = (...more: PropertyDecorator[]) =>
  applyDecorators(
    ...more,
    IsArray(),
    ArrayMinSize(1),
    ArrayMaxSize(MAX_REPOSITORIES),
    ValidateNested({ each: true }),
    Type(() => ServedRepositoryDto),
  );

export class CreateWebhookDto implements CreateWebhookRequest {
  /** As environments are named. */
  @IsEnvironmentName()
  name: string;

  @AreRepositories(ApiProperty({ type: [ServedRepositoryDto] }))
  repositories: ServedRepositoryDto[];
}

export class UpdateWebhookDto implements UpdateWebhookRequest {
  @IsEnvironmentName({ isOptional: true })
  name?: string;

  @AreRepositories(ApiPropertyOptional({ type: [ServedRepositoryDto] }), MayBeAbsent())
  repositories?: ServedRepositoryDto[];
}
