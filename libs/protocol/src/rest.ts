import {
  type AgentKind,
  type DeploymentState,
  type DeploymentStep,
  type DesiredState,
  type ObservedState,
  type Stack,
} from './deployment-states.js';
import { type WireError } from './errors.js';
import { type BranchInfo, type CommitInfo, type PortRange } from './frames.js';

/* REST shapes, all under /api. Times are ISO 8601 UTC; ids are UUIDs. */

/** POST /session (sign in) */
export interface SignInRequest {
  username: string;
  password: string;
}

/** GET /session, answer of POST /session */
export interface SessionView {
  username: string;
  expiresAt: string;
}

/** GET /health (no session needed) */
export interface HealthView {
  status: 'ok' | 'degraded';
  version: string;
  uptimeSeconds: number;
  database: 'ok' | 'failing';
  agents: { connected: number; known: number };
}

/** GET /agents */
export interface AgentView {
  id: string;
  name: string;
  kind: AgentKind;
  isConnected: boolean;
  lastContactAt: string | null;
  version: string | null;
  address: string | null;
  portRange: PortRange | null;
  capacity: number | null;
  noSchedule: boolean;
  running: number;
  queued: number;
}

/** GET /repositories; POST /repositories answers one. */
export interface RepositoryView {
  name: string;
  url: string;
  stack: Stack;
  defaultBranch: string;
  /** Names of the agents that announced it. */
  agents: string[];
  isAvailable: boolean;
}

/** POST /repositories: an agent clones it with the caller's credentials. */
export interface AddRepositoryRequest {
  name: string;
  url: string;
  kind: AgentKind;
}

/** GET /repositories/:name/branches?q= — newest first. */
export type BranchView = BranchInfo;

/** POST /sandboxes */
export interface CreateSandboxRequest {
  name: string;
  description?: string;
  variables?: Record<string, string>;
}

/** PATCH /sandboxes/:id */
export interface UpdateSandboxRequest {
  name?: string;
  description?: string;
  variables?: Record<string, string>;
}

/** GET /sandboxes answers SandboxSummary[]; GET /sandboxes/:id answers SandboxView. */
export interface SandboxSummary {
  id: string;
  name: string;
  description: string;
  owner: string;
  /** Whether the caller may change it. */
  isMine: boolean;
  createdAt: string;
  isDeleting: boolean;
  services: { name: string; observed: ObservedState; deploymentState: DeploymentState | null }[];
}

export interface SandboxView extends Omit<SandboxSummary, 'services'> {
  variables: Record<string, string>;
  services: ServiceInstanceView[];
  /** Effective target of every `<service>_url`. */
  routes: RouteView[];
  /** Where the running gateway still has something else than `routes`; its next deployment applies them. */
  outdatedRoutes: OutdatedRoute[];
}

export interface RouteView {
  /** Name of the variable, e.g. `orders_url`. */
  variable: string;
  target: string;
  from: 'instance' | 'baseline';
  /** Whether the sandbox's gateway was deployed with this target; `unknown` when it has no running gateway. */
  applied: 'yes' | 'no' | 'unknown';
}

export interface OutdatedRoute {
  variable: string;
  /** The target that the running gateway was deployed with; null: it does not know the variable. */
  given: string | null;
  /** The effective target; null: there is none any more. */
  target: string | null;
}

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
}

/** PATCH /sandboxes/:id/services/:name — `null` takes a setting away. */
export interface UpdateServiceRequest {
  branch?: string;
  commit?: string | null;
  containerPort?: number | null;
  healthPath?: string | null;
  variables?: Record<string, string>;
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
  desired: DesiredState;
  observed: ObservedState;
  exitCode: number | null;
  /** What runs now, as reported by the agent. */
  running: { deploymentId: string; branch: string; commit: CommitInfo | null } | null;
  latestDeployment: DeploymentView | null;
}

/** POST /sandboxes/:id/services/:name/deployments — both optional: the instance's own branch or pin is used. */
export interface DeployRequest {
  branch?: string;
  commit?: string;
}

export interface StepView {
  step: DeploymentStep;
  outcome: 'running' | 'ok' | 'failed' | 'skipped';
  startedAt: string;
  /** Measured by the agent's monotonic clock; null while it runs. */
  durationMs: number | null;
}

/** GET /deployments/:id */
export interface DeploymentView {
  id: string;
  /** Whether the caller may cancel or retry it: it belongs to a sandbox of theirs. */
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
  /** Set while it waits: its place on the agent (1 = next) and what it waits for, in words. */
  queue: { position: number; waitsFor: string } | null;
  retryOf: string | null;
  logBytes: number;
}

/** GET /deployments?sandboxId=&service=&state=&page=&pageSize= — newest first. */
export interface Page<T> {
  items: T[];
  page: number;
  pageSize: number;
  total: number;
}

/* GET /deployments/:id/log?offset=&limit= — text/plain; headers X-Log-Offset (of the first byte), X-Log-Size.
   GET /deployments/:id/log/download — the whole file, as an attachment. */
