import { type DesiredState, type ObservedState, type Stack } from '../deployment-states.js';
import { type CommitInfo } from '../frames/index.js';
import { type DeploymentView } from './deployments.js';

/** POST /sandboxes/:id/services */
export interface AddServiceRequest {
  /** The repository's name when absent. */
  name?: string;
  repository: string;
  branch: string;
  commit?: string;
  containerPort?: number;
  healthPath?: string;
  variables?: Record<string, string>;
  limits?: ResourceLimits;
  dependsOn?: string[];
  /** It is redeployed by itself when its branch moves; false when absent. */
  follows?: boolean;
}

/** PATCH /sandboxes/:id/services/:name — `null` takes a setting away. */
export interface UpdateServiceRequest {
  branch?: string;
  commit?: string | null;
  containerPort?: number | null;
  healthPath?: string | null;
  variables?: Record<string, string>;
  limits?: ResourceLimits;
  dependsOn?: string[];
  follows?: boolean;
}

/** Of one container. A part that is left out, or null, is the agent's default. */
export interface ResourceLimits {
  /** MiB, 16 to 65,536. */
  memoryMb?: number | null;
  /** Cores, 0.05 to 64. */
  cpus?: number | null;
}

export interface ServiceInstanceView {
  name: string;
  repository: string;
  stack: Stack;
  branch: string;
  pinnedCommit: string | null;
  agent: string;
  /** Where it is reached: `http://<agent address>:<host port>`. */
  url: string;
  hostPort: number;
  containerPort: number | null;
  healthPath: string | null;
  variables: Record<string, string>;
  limits: ResourceLimits;
  dependsOn: string[];
  /** Whether it is redeployed by itself when its branch moves. */
  follows: boolean;
  desired: DesiredState;
  observed: ObservedState;
  exitCode: number | null;
  /** What it printed last before it died, secrets masked; empty while it runs. */
  lastLines: string[];
  /** What runs now, as reported by the agent. */
  running: { deploymentId: string; branch: string; commit: CommitInfo | null } | null;
  /** Releases that its agent still has, newest first: a rollback to one needs no build. */
  releases: ReleaseView[];
  latestDeployment: DeploymentView | null;
}

export interface ReleaseView {
  deploymentId: string;
  branch: string;
  commit: CommitInfo | null;
  deployedAt: string;
  isRunning: boolean;
}

/** POST /sandboxes/:id/services/:name/deployments — both optional: the instance's own branch or pin is used. */
export interface DeployRequest {
  branch?: string;
  commit?: string;
}

/** POST /sandboxes/:id/services/:name/rollback — answers a DeploymentView of kind `rollback`. */
export interface RollbackRequest {
  /** The deployment whose release is started again. */
  deploymentId: string;
}

/** GET /sandboxes/:id/services/:name/commits: counted by the agent after a fetch with the caller's credentials. */
export interface CommitsView {
  branch: string;
  head: CommitInfo;
  /** Commits of the branch that do not run yet; null when nothing runs, or what runs is not in its history. */
  aheadOfRunning: number | null;
  defaultBranch: string;
  /** Commits of the default branch that the branch does not have. */
  behindDefault: number;
}

/** From where a variable's value came, lowest layer first. */
export const VARIABLE_LAYERS = ['environment', 'sandbox', 'instance', 'routes', 'platform'] as const;
export type VariableLayer = (typeof VARIABLE_LAYERS)[number];

/** GET /sandboxes/:id/services/:name/variables: what its next deployment is given, by name. */
export interface ResolvedVariableView {
  name: string;
  /** Null for a secret. */
  value: string | null;
  isSecret: boolean;
  layer: VariableLayer;
  /** Values of lower layers that it hides, nearest first. */
  hides: { layer: VariableLayer; value: string | null; isSecret: boolean }[];
}

/** GET /sandboxes/:id/services/:name/output?tail=&since=&search= — what the container printed, oldest first. */
export interface InstanceOutputView {
  lines: { at: string; stream: 'out' | 'err'; text: string }[];
}

/** GET /sandboxes/:id/services/:name/stats: the last samples, oldest first, one every few seconds. */
export interface InstanceStatsView {
  samples: StatsSample[];
}

export interface StatsSample {
  at: string;
  /** Share of one core: 1.5 is one and a half cores. */
  cpus: number;
  memoryBytes: number;
  memoryLimitBytes: number;
}
