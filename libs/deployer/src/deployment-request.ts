import { type CommitInfo, type HealthProbe, type ResourceLimits } from '@sdp/protocol';

/** One service of one sandbox on this host. */
export interface InstanceId {
  sandboxId: string;
  service: string;
}

/** What the pipeline needs to know. Names are checked again when they become paths, refs or container names. */
export interface DeploymentRequest extends InstanceId {
  deploymentId: string;
  epoch: number;
  sandboxName: string;
  repository: string;
  branch: string;
  /** Pinned commit; the branch's newest when absent. */
  commit?: string;
  hostPort: number;
  /** Port inside the container; the strategy's default when absent. */
  containerPort?: number;
  health: HealthProbe;
  variables: Readonly<Record<string, string>>;
  /** Values among them that must be masked wherever the container prints them. */
  secrets?: readonly string[];
  /** The host's own limits when absent. */
  limits?: ResourceLimits;
  /** The deployment whose release is started again instead of making one from the commit. */
  release?: string;
  /** Of the gateway: the revision of the route set among the variables. */
  routeRevision?: number;
}

/** What runs after a successful deployment. */
export interface DeployedInstance {
  containerId: string;
  commit: CommitInfo;
}
