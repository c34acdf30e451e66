import { ApiPropertyOptional } from '@nestjs/swagger';
import {
  ACTIVE_DEPLOYMENT_STATES,
  type DeploymentState,
  ID,
  SERVICE_NAME,
  TERMINAL_DEPLOYMENT_STATES,
} from '@sdp/protocol';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Matches, Max, Min } from 'class-validator';

export const DEPLOYMENT_STATES = [...ACTIVE_DEPLOYMENT_STATES, ...TERMINAL_DEPLOYMENT_STATES];

export class DeploymentQueryDto {
  @ApiPropertyOptional({ format: 'uuid' })
  @IsOptional()
  @Matches(ID, { message: '$property must be an id' })
  sandboxId?: string;

  @ApiPropertyOptional({ example: 'orders' })
  @IsOptional()
  @Matches(SERVICE_NAME, { message: '$property must be the name of a service' })
  service?: string;

  @ApiPropertyOptional({ enum: DEPLOYMENT_STATES })
  @IsOptional()
  @IsIn(DEPLOYMENT_STATES)
  state?: DeploymentState;

  @ApiPropertyOptional({ default: 1, minimum: 1 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  page?: number;

  @ApiPropertyOptional({ default: 20, minimum: 1, maximum: 100 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(100)
  pageSize?: number;
}
