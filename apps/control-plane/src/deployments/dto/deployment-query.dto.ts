import { ApiPropertyOptional } from '@nestjs/swagger';
import {
  ACTIVE_DEPLOYMENT_STATES,
  type DeploymentState,
  ID,
  SERVICE_NAME,
  TERMINAL_DEPLOYMENT_STATES,
} from '@sdp/protocol';
import { Type } from 'class-transformer';
import { IsIn, IsInt, Matches, Max, Min } from 'class-validator';
import { MayBeAbsent } from '../../validation/absent.decorator.js';

export const DEPLOYMENT_STATES = [...ACTIVE_DEPLOYMENT_STATES, ...TERMINAL_DEPLOYMENT_STATES];

export class DeploymentQueryDto {
  @ApiPropertyOptional({ format: 'uuid' })
  @MayBeAbsent()
  @Matches(ID, { message: '$property must be an id' })
  sandboxId?: string;

  @ApiPropertyOptional({ example: 'orders' })
  @MayBeAbsent()
  @Matches(SERVICE_NAME, { message: '$property must be the name of a service' })
  service?: string;

  @ApiPropertyOptional({ enum: DEPLOYMENT_STATES })
  @MayBeAbsent()
  @IsIn(DEPLOYMENT_STATES)
  state?: DeploymentState;

  @ApiPropertyOptional({ default: 1, minimum: 1 })
  @MayBeAbsent()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  page?: number;

  @ApiPropertyOptional({ default: 20, minimum: 1, maximum: 100 })
  @MayBeAbsent()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  pageSize?: number;
}
