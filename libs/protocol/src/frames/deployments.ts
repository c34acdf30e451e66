import { type DeploymentStep } from '../deployment-states.js';
import { type WireError } from '../errors.js';
import { type ResourceLimits } from '../rest/services.js';
import { type CommitInfo, type GitAccess, type GitCredentials } from './repositories.js';

/** How an instance proves that it is ready. */
export interface HealthProbe {
  /** HTTP GET of this path answers 2xx or 3xx; TCP connect when absent. */
  path?: string;
}

/**
 * `deployment:run`; answered with `null` once it is written to the agent's journal. Repeating it is harmless; another
 * one needs a higher epoch than all before it, or is refused with `stale-epoch` as `InstanceFrame`s are.
 */
export interface RunDeploymentFrame {
  deploymentId: string;
  epoch: number;
  sandboxId: string;
  sandboxName: string;
  service: string;
  repository: string;
  branch: string;
  /** Pinned commit; the branch's newest when absent. */
  commit?: string;
  /** Absent when the agent may do without, because it has the commit already. */
  credentials?: GitCredentials;
  /** Nobody's credentials come along: what is not there yet is fetched with the host's own access. */
  access?: GitAccess;
  /** Host port, from the agent's range, under which the instance is reached. */
  hostPort: number;
  /** Port inside the container; the strategy's default when absent. */
  containerPort?: number;
  health: HealthProbe;
  /** The final variables of the container, merged by the control plane. */
  variables: Record<string, string>;
  /** Values among them that are secret: masked in every line and error that leaves the agent. */
  secrets?: string[];
  limits?: ResourceLimits;
  /** The deployment whose release, still on the host, is started again: no fetch, no check-out, no build. */
  release?: string;
  /** Of the gateway: the revision of the route set among the variables. */
  routeRevision?: number;
  /** Wall time from acceptance after which the agent gives up. */
  deadlineMs: number;
}

/** `deployment:cancel`; answered with `null`, the outcome comes as an event. Unknown ids are no error. */
export interface CancelDeploymentFrame {
  deploymentId: string;
  epoch: number;
}

/** What happens in a deployment. `seq` starts at 1 and has no gaps; the control plane applies them in order, once. */
export type DeploymentEvent = { seq: number; at: string } & (
  | { type: 'step-started'; step: DeploymentStep }
  | { type: 'step-finished'; step: DeploymentStep; durationMs: number; outcome: 'ok' | 'failed' | 'skipped' }
  | { type: 'commit-resolved'; commit: CommitInfo }
  | { type: 'finished'; result: DeploymentResult }
);

export type DeploymentResult =
  | { outcome: 'succeeded'; durationMs: number; logBytes: number }
  | { outcome: 'failed' | 'canceled'; durationMs: number; logBytes: number; error: WireError };

/** `deployment:events`; answered with `{ acked }`: the highest seq that is on disk at the control plane. */
export interface DeploymentEvents {
  deploymentId: string;
  epoch: number;
  events: DeploymentEvent[];
}

/**
 * `deployment:log`; answered with `{ acked }`: the byte offset up to which the control plane has synced the file.
 * `offset` beyond that makes a gap and is not written: the agent continues from `acked`.
 */
export interface LogChunk {
  deploymentId: string;
  epoch: number;
  offset: number;
  text: string;
}

export interface Acked {
  acked: number;
}
