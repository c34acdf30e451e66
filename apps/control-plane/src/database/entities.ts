import { Agent } from '../agents/agent.entity.js';
import { Session } from '../auth/session.entity.js';
import { DeploymentGroup } from '../deployments/deployment-group.entity.js';
import { DeploymentStep } from '../deployments/deployment-step.entity.js';
import { Deployment } from '../deployments/deployment.entity.js';
import { Announcement } from '../repositories/announcement.entity.js';
import { Repository } from '../repositories/repository.entity.js';
import { SandboxShare } from '../sandboxes/sandbox-share.entity.js';
import { Sandbox } from '../sandboxes/sandbox.entity.js';
import { ServiceInstance } from '../sandboxes/service-instance.entity.js';
import { TemplateVersion } from '../templates/template-version.entity.js';
import { Template } from '../templates/template.entity.js';

/** Every table, for the data source; each module knows its own only. */
export const entities = [
  Agent,
  Session,
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
];
