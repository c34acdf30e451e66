import { type Deployment } from '../deployments/deployment.entity.js';

/** The `<service>_url` variables of one run. */
export interface RoutesOfRun {
  /** By variable. */
  targets: Record<string, string>;
  /** Routes of the layers below that the run is not to have: they are not in its set. */
  withdrawn: readonly string[];
  /** Of the route set that a gateway is given; null for any other service. */
  revision: number | null;
}

/** Knows the routes that runs are given. Whoever owns the route sets provides it; the planner asks. */
export abstract class RunRoutes {
  /** What this deployment is to run with. A gateway's is noted as a route set. */
  abstract of(deployment: Deployment): Promise<RoutesOfRun>;

  /** What the next deployment of a service would get, as of now. Changes nothing. */
  abstract next(sandboxId: string, service: string): Promise<Record<string, string>>;
}
