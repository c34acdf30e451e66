import {
  type AgentHello,
  type AgentKind,
  type AnnouncedRepository,
  type PortRange,
  REPOSITORY_NAME,
  type Stack,
} from '@sdp/protocol';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsBoolean,
  IsDefined,
  IsIn,
  IsInt,
  IsObject,
  IsOptional,
  IsUUID,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateIf,
  ValidateNested,
} from 'class-validator';
import { ImageDto, STACKS, SwitchDto } from './agent-condition.dto.js';
import { ObservedInstanceDto } from './observed-report.dto.js';

const MAX_INSTANCES = 2_000;

/** A host name, an IPv4 address, or an IPv6 address in brackets: what can stand in a URL before the port. */
const ADDRESS = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])$/;

const GIT_HOST = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::\d{1,5})?$/;

class PortRangeDto implements PortRange {
  @IsInt()
  @Min(1)
  @Max(65_535)
  from: number;

  @IsInt()
  @Min(1)
  @Max(65_535)
  to: number;
}

export class AnnouncedRepositoryDto implements AnnouncedRepository {
  @Matches(REPOSITORY_NAME)
  name: string;

  @MaxLength(2_000)
  url: string;

  @IsIn(STACKS)
  stack: Stack;

  @MaxLength(200)
  defaultBranch: string;
}

class KnownDeploymentDto {
  @IsUUID()
  deploymentId: string;

  @IsInt()
  @Min(0)
  epoch: number;

  @IsBoolean()
  finished: boolean;
}

export class AgentHelloDto implements AgentHello {
  @IsIn(['micro', 'gateway'])
  kind: AgentKind;

  @MaxLength(40)
  version: string;

  @MaxLength(255)
  @Matches(ADDRESS)
  address: string;

  @IsDefined()
  @ValidateNested()
  @Type(() => PortRangeDto)
  portRange: PortRangeDto;

  @IsInt()
  @Min(1)
  @Max(100)
  capacity: number;

  @IsArray()
  @ArrayMaxSize(10)
  @IsIn(STACKS, { each: true })
  strategies: Stack[];

  @IsArray()
  @ArrayMaxSize(1_000)
  @ValidateNested({ each: true })
  @Type(() => AnnouncedRepositoryDto)
  repositories: AnnouncedRepositoryDto[];

  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @MaxLength(300, { each: true })
  @Matches(GIT_HOST, { each: true })
  gitHosts?: string[];

  @IsArray()
  @ArrayMaxSize(20)
  @ValidateNested({ each: true })
  @Type(() => ImageDto)
  images: ImageDto[];

  @ValidateIf((_, value) => value !== null)
  @IsObject()
  @ValidateNested()
  @Type(() => SwitchDto)
  switch: SwitchDto | null;

  @IsArray()
  @ArrayMaxSize(1_000)
  @ValidateNested({ each: true })
  @Type(() => KnownDeploymentDto)
  deployments: KnownDeploymentDto[];

  @IsArray()
  @ArrayMaxSize(MAX_INSTANCES)
  @ValidateNested({ each: true })
  @Type(() => ObservedInstanceDto)
  instances: ObservedInstanceDto[];
}
