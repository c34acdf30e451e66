import { type CommitInfo, type HealthProbe } from '@sdp/protocol';

/** What the pipeline needs to know. Names are checked again when they become paths, refs or container names. */
export interface DeploymentRequest {
  deploymentId: string;
  epoch: number;
  sandboxId: string;
  sandboxName: string;
  service: string;
  repository: string;
  branch: string;
  commit?: string;
  hostPort: number;
  containerPort?: number;
  health: HealthProbe;
  variables: Readonly<Record<string, string>>;
}

/** What runs after a successful deployment. */
export interface DeployedInstance {
  containerId: string;
  commit: CommitInfo;
}
