import { ApiProperty } from '@nestjs/swagger';
import {
  type PullRequestRuleView,
  type ReportingView,
  type WebhookView,
  type WebhookWithSecret,
} from '@sdp/protocol';

class ServedRepositoryViewDto {
  @ApiProperty({ example: 'orders' })
  repository: string;

  @ApiProperty({ example: 'shop/orders' })
  fullName: string;
}

export class PullRequestRuleViewDto implements PullRequestRuleView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'orders' })
  repository: string;

  @ApiProperty({ example: 'ada', description: 'Whose the sandboxes are.' })
  owner: string;

  @ApiProperty({ format: 'uuid' })
  templateId: string;

  @ApiProperty({ example: 'checkout' })
  template: string;

  @ApiProperty({ type: String, nullable: true, example: 'branch' })
  branchParameter: string | null;

  @ApiProperty({ type: 'object', additionalProperties: { type: 'string' }, example: { ticket: 'SHOP-42' } })
  parameters: Record<string, string>;

  @ApiProperty({ example: 'pr-{repository}-{number}' })
  namePattern: string;

  @ApiProperty({ type: [String], example: ['main', 'release/*'] })
  targetBranches: string[];

  @ApiProperty({ type: Number, nullable: true, example: 72 })
  ttlHours: number | null;

  @ApiProperty({ example: 5 })
  maxSandboxes: number;

  @ApiProperty({ example: 2 })
  sandboxes: number;
}

class ReportingViewDto implements ReportingView {
  @ApiProperty({ enum: ['off', 'fine', 'failing'] })
  state: ReportingView['state'];

  @ApiProperty({ type: String, nullable: true })
  problem: string | null;
}

export class WebhookViewDto implements WebhookView {
  @ApiProperty({ format: 'uuid' })
  id: string;

  @ApiProperty({ example: 'shop' })
  name: string;

  @ApiProperty({ example: 'ada' })
  owner: string;

  @ApiProperty({ description: 'Whether the caller may change it.' })
  isEditable: boolean;

  @ApiProperty({ example: '/api/webhooks/bitbucket/0b8f4a52-6a0e-4c5b-9d7f-1e2d3c4b5a69' })
  path: string;

  @ApiProperty({ type: [ServedRepositoryViewDto] })
  repositories: ServedRepositoryViewDto[];

  @ApiProperty({ type: [PullRequestRuleViewDto] })
  rules: PullRequestRuleViewDto[];

  @ApiProperty({ format: 'date-time' })
  createdAt: string;

  @ApiProperty({ format: 'date-time' })
  secretSince: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  lastDeliveryAt: string | null;

  @ApiProperty({ description: 'How many of the deliveries that are kept failed.' })
  failures: number;

  @ApiProperty({ type: ReportingViewDto })
  reporting: ReportingViewDto;
}

export class WebhookWithSecretDto implements WebhookWithSecret {
  @ApiProperty({ type: WebhookViewDto })
  webhook: WebhookViewDto;

  @ApiProperty({ example: 'b7Jr…', description: 'Shown this once.' })
  secret: string;
}
