import { Agent } from '../agents/agent.entity.js';
import { AuditRow } from '../audit/audit-row.entity.js';
import { Session } from '../auth/session.entity.js';
import { AccessToken } from '../auth/tokens/access-token.entity.js';
import { DeploymentStep } from '../deployments/deployment-step.entity.js';
import { Deployment } from '../deployments/deployment.entity.js';
import { DeploymentGroup } from '../deployments/groups/deployment-group.entity.js';
import { EnvironmentValue } from '../environments/environment-value.entity.js';
import { EnvironmentVersionRecord } from '../environments/environment-version.entity.js';
import { Environment } from '../environments/environment.entity.js';
import { Announcement } from '../repositories/announcement.entity.js';
import { Repository } from '../repositories/repository.entity.js';
import { RouteFallback } from '../routes/following/route-fallback.entity.js';
import { RoutedInstance } from '../routes/following/routed-instance.entity.js';
import { RouteOverrideRow } from '../routes/overrides/route-override.entity.js';
import { RouteSet } from '../routes/pushing/route-set.entity.js';
import { GatewayRoutes } from '../routes/standing/gateway-routes.entity.js';
import { ServiceInstance } from '../sandboxes/instances/service-instance.entity.js';
import { SandboxShare } from '../sandboxes/sandbox-share.entity.js';
import { Sandbox } from '../sandboxes/sandbox.entity.js';
import { TemplateVersion } from '../templates/template-version.entity.js';
import { Template } from '../templates/template.entity.js';
import { User } from '../users/user.entity.js';
import { PullRequestRule } from '../webhooks/pull-requests/pull-request-rule.entity.js';
import { PullRequest } from '../webhooks/pull-requests/pull-request.entity.js';
import { WebhookDelivery } from '../webhooks/receiving/webhook-delivery.entity.js';
import { HostReport } from '../webhooks/reporting/host-report.entity.js';
import { WebhookRepository } from '../webhooks/webhook-repository.entity.js';
import { Webhook } from '../webhooks/webhook.entity.js';

/** Every table, for the data source; each module knows its own only. */
export const entities = [
  Agent,
  Session,
  AccessToken,
  User,
  AuditRow,
  Environment,
  EnvironmentValue,
  EnvironmentVersionRecord,
  Repository,
  Announcement,
  Sandbox,
  SandboxShare,
  ServiceInstance,
  Deployment,
  DeploymentStep,
  DeploymentGroup,
  Template,
  TemplateVersion,
  RouteOverrideRow,
  RouteSet,
  GatewayRoutes,
  RouteFallback,
  RoutedInstance,
  Webhook,
  WebhookRepository,
  WebhookDelivery,
  PullRequestRule,
  PullRequest,
  HostReport,
];
