import { type DeploymentState, type DeploymentStep } from '../deployment-states.js';
import { type WireError } from '../errors.js';
import { type CommitInfo } from '../frames/index.js';

/**
 * `deploy`: fetched, built and started. `rollback`: an earlier release is started again, without fetch or build.
 * `routes`: the gateway's release is started again with another route set.
 */
export const DEPLOYMENT_KINDS = ['deploy', 'rollback', 'routes'] as const;
export type DeploymentKind = (typeof DEPLOYMENT_KINDS)[number];

export interface StepView {
  step: DeploymentStep;
  outcome: 'running' | 'ok' | 'failed' | 'skipped';
  startedAt: string;
  /** Measured by the agent's monotonic clock; null while it runs. */
  durationMs: number | null;
}

/** A median of earlier deployments that succeeded. */
export interface DurationEstimate {
  durationMs: number;
  /** How many it is the median of. */
  count: number;
  /** Of the same service, or, where that has none yet, of its repository on the same host. */
  of: 'service' | 'repository';
}

/** GET /deployments/:id */
export interface DeploymentView {
  id: string;
  kind: DeploymentKind;
  /** Whether the caller may cancel or retry it: they may use its sandbox. */
  isMine: boolean;
  sandboxId: string;
  sandboxName: string;
  service: string;
  repository: string;
  branch: string;
  commit: CommitInfo | null;
  state: DeploymentState;
  epoch: number;
  agent: string;
  requestedBy: string;
  createdAt: string;
  finishedAt: string | null;
  durationMs: number | null;
  steps: StepView[];
  error: WireError | null;
  /** While it goes on: what such a deployment usually takes, without waiting; null where nothing is known yet. */
  estimate: DurationEstimate | null;
  /** Set while it waits: its place on the agent (1 = next) and what it waits for, in words. */
  queue: { position: number; waitsFor: string } | null;
  retryOf: string | null;
  /** The deployment whose release it starts; null for kind `deploy`. */
  releaseOf: string | null;
  /** The deployment of several services that it belongs to. */
  groupId: string | null;
  /** The route set that a gateway was given with it. */
  routeRevision: number | null;
  logBytes: number;
}

/** GET /queue: what runs and what waits, by agent, in the order it goes. */
export interface QueueView {
  agents: { agent: string; isConnected: boolean; capacity: number | null; deployments: DeploymentView[] }[];
}

/* GET /deployments?sandboxId=&service=&state=&page=&pageSize= — Page<DeploymentView>, newest first.
   GET /deployments/:id/log?offset=&limit= — text/plain; headers X-Log-Offset (of the first byte), X-Log-Size.
   GET /deployments/:id/log/download — the whole file, as an attachment. */
