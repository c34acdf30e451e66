import { Agent } from '../agents/agent.entity.js';
import { Session } from '../auth/session.entity.js';
import { DeploymentStep } from '../deployments/deployment-step.entity.js';
import { Deployment } from '../deployments/deployment.entity.js';
import { Announcement } from '../repositories/announcement.entity.js';
import { Repository } from '../repositories/repository.entity.js';
import { Sandbox } from '../sandboxes/sandbox.entity.js';
import { ServiceInstance } from '../sandboxes/service-instance.entity.js';

/** Every table, for the data source; each module knows its own only. */
export const entities = [
  Agent,
  Session,
  Repository,
  Announcement,
  Sandbox,
  ServiceInstance,
  Deployment,
  DeploymentStep,
];
