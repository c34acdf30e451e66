import { type HealthProbe } from '@sdp/protocol';

/** What an instance is to run with, as of now. */
export interface RunPlan {
  hostPort: number;
  containerPort: number | null;
  health: HealthProbe;
  variables: Record<string, string>;
}

/**
 * Knows what an instance runs with. Whoever owns the instances provides it; deployments ask when they are sent, so
 * that a deployment that waited has the newest variables and routes, and no copy of them is kept.
 */
export abstract class RunPlanner {
  /** @throws DomainError `not-found` when the instance is gone. */
  abstract plan(sandboxId: string, service: string): Promise<RunPlan>;
}
