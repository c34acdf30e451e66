import { ApiProperty, OmitType } from '@nestjs/swagger';
import {
  type DeploymentState,
  type HoldView,
  OBSERVED_STATES,
  type ObservedState,
  type PullRequestOfSandbox,
  ROUTE_SET_STATES,
  type RouteSetState,
  type SandboxAddress,
  type SandboxRights,
  type SandboxSummary,
  type SandboxView,
  type ServiceInstanceView,
  type TemplateOfSandbox,
} from '@sdp/protocol';
import { DEPLOYMENT_STATES } from '../../deployments/dto/deployment-query.dto.js';
import { ServiceInstanceViewDto } from './service-views.dto.js';

const TEXTS = { type: 'object', additionalProperties: { type: 'string' } } as const;

class ServiceSummaryDto {
  @ApiProperty()
  name: string;

  @ApiProperty({ enum: OBSERVED_STATES })
  observed: ObservedState;

  @ApiProperty({ enum: DEPLOYMENT_STATES, nullable: true })
  deploymentState: DeploymentState | null;
}

class SandboxRightsDto implements SandboxRights {
  @ApiProperty({ description: 'Deploy, roll back, stop, start, hold, push routes.' })
  mayUse: boolean;

  @ApiProperty({ description: 'Services, variables, environment, overrides, expiry.' })
  mayEdit: boolean;

  @ApiProperty({ description: 'Rename, share, delete.' })
  mayOwn: boolean;
}

class HoldViewDto implements HoldView {
  @ApiProperty({ example: 'quinn' })
  by: string;

  @ApiProperty({ example: 'regression test of the discount' })
  reason: string;

  @ApiProperty({ format: 'date-time' })
  since: string;

  @ApiProperty({ format: 'date-time' })
  until: string;
}

class EnvironmentNameDto {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'test' })
  name: string;
}

export class TemplateOfSandboxDto implements TemplateOfSandbox {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'checkout' })
  name: string;

  @ApiProperty({ example: 2 })
  version: number;

  @ApiProperty({ example: 3 })
  newestVersion: number;

  @ApiProperty()
  isDeleted: boolean;
}

class SandboxHeaderDto {
  @ApiProperty({ enum: ['X-Sandbox'] })
  name: 'X-Sandbox';

  @ApiProperty({ example: 'checkout-fix' })
  value: string;
}

class SandboxAddressDto implements SandboxAddress {
  @ApiProperty({ example: 'http://gateway.example.com:8080' })
  switchUrl: string;

  @ApiProperty({ type: String, nullable: true, example: 'http://checkout-fix.sandboxes.example.com' })
  url: string | null;

  @ApiProperty({ type: SandboxHeaderDto })
  header: SandboxAddress['header'];

  @ApiProperty({ example: 'http://gateway.example.com:8080/.sandbox/checkout-fix' })
  cookieUrl: string;
}

class PullRequestOfSandboxDto implements PullRequestOfSandbox {
  @ApiProperty({ example: 'orders' })
  repository: string;

  @ApiProperty({ example: 12 })
  number: number;

  @ApiProperty({ example: 'Discount codes' })
  title: string;

  @ApiProperty({
    type: String,
    nullable: true,
    example: 'https://bitbucket.org/shop/orders/pull-requests/12',
  })
  url: string | null;

  @ApiProperty({ enum: ['open', 'merged', 'declined'] })
  state: PullRequestOfSandbox['state'];

  @ApiProperty({ description: 'It stays after the pull request is closed.' })
  isKept: boolean;
}

export class SandboxSummaryDto implements SandboxSummary {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'checkout-fix' })
  name: string;

  @ApiProperty()
  description: string;

  @ApiProperty({ ...TEXTS, example: { team: 'checkout' } })
  labels: Record<string, string>;

  @ApiProperty({ example: 'ada' })
  owner: string;

  @ApiProperty({ description: 'Whether the caller may use it.' })
  isMine: boolean;

  @ApiProperty({ type: SandboxRightsDto })
  rights: SandboxRights;

  @ApiProperty({ type: [String], example: ['quinn'], description: '`*` is everyone.' })
  sharedWith: string[];

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Null: never.' })
  expiresAt: string | null;

  @ApiProperty({ enum: ['none', 'fine', 'soon', 'over'] })
  expiry: SandboxSummary['expiry'];

  @ApiProperty({ type: HoldViewDto, nullable: true })
  hold: HoldView | null;

  @ApiProperty({ description: 'As a whole: containers are stopped, everything is kept.' })
  isStopped: boolean;

  @ApiProperty()
  isDeleting: boolean;

  @ApiProperty({ type: EnvironmentNameDto, nullable: true })
  environment: SandboxSummary['environment'];

  @ApiProperty({ type: TemplateOfSandboxDto, nullable: true })
  template: SandboxSummary['template'];

  @ApiProperty({ type: PullRequestOfSandboxDto, nullable: true })
  pullRequest: PullRequestOfSandboxDto | null;

  @ApiProperty({ enum: ROUTE_SET_STATES })
  routes: RouteSetState;

  @ApiProperty({ type: [ServiceSummaryDto] })
  services: ServiceSummaryDto[];
}

export class SandboxViewDto extends OmitType(SandboxSummaryDto, ['services']) implements SandboxView {
  @ApiProperty({ ...TEXTS, example: { COLOR: 'red' } })
  variables: Record<string, string>;

  @ApiProperty({ type: [ServiceInstanceViewDto] })
  services: ServiceInstanceView[];

  @ApiProperty({ type: SandboxAddressDto, nullable: true })
  address: SandboxAddress | null;
}
