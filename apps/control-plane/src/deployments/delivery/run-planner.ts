import { type HealthProbe, type ResourceLimits } from '@sdp/protocol';
import { type Deployment } from '../deployment.entity.js';

/** What an instance is to run with, as of now. */
export interface RunPlan {
  hostPort: number;
  containerPort: number | null;
  health: HealthProbe;
  limits: ResourceLimits;
  /** All of its environment, the routes included. */
  variables: Record<string, string>;
  /** Values that are to show nowhere: the secrets among the variables, and those that another layer hides. */
  secrets: string[];
  /** The target of every `<service>_url`, by variable. */
  routes: Record<string, string>;
  /** Of the route set that a gateway is given; null for any other service. */
  routeRevision: number | null;
}

/**
 * Knows what an instance runs with. Whoever owns the instances provides it; deployments ask when they are sent, so
 * that a deployment that waited has the newest variables and routes.
 */
export abstract class RunPlanner {
  /** @throws DomainError `not-found` when the instance is gone. */
  abstract plan(deployment: Deployment): Promise<RunPlan>;
}
