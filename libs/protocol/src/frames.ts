import {
  type AgentKind,
  type DeploymentStep,
  type DesiredState,
  type ObservedState,
  type Stack,
} from './deployment-states.js';
import { type WireError } from './errors.js';
import { type ImageView, type SwitchView } from './rest/agents.js';
import { type RouteProbe } from './rest/routes.js';
import { type ResourceLimits, type StatsSample } from './rest/services.js';

/** Grows when a frame changes incompatibly; sent in the handshake, and refused when it differs. */
export const PROTOCOL_VERSION = 2;
/** Socket.IO path and namespaces. */
export const SOCKET_PATH = '/api/socket';
export const AGENTS_NAMESPACE = '/agents';
export const BROWSERS_NAMESPACE = '/browsers';

/** A person's git credentials. They live in memory for as long as a frame is being worked on, never longer. */
export interface GitCredentials {
  username: string;
  password: string;
}

/** Inclusive range of host ports that an agent hands out. */
export interface PortRange {
  from: number;
  to: number;
}

/* ---------------------------------------------------------------- agent → control plane */

/** `handshake.auth` of the agents' namespace. */
export interface AgentAuth {
  token: string;
  protocol: number;
}

export interface AnnouncedRepository {
  name: string;
  url: string;
  stack: Stack;
  defaultBranch: string;
}

/** First event after every connect (`agent:hello`); answered with `HelloAnswer`. */
export interface AgentHello {
  kind: AgentKind;
  /** Version of the agent program. */
  version: string;
  /** Address under which the agent's service instances are reached from other hosts: a name or an IP, no port. */
  address: string;
  portRange: PortRange;
  /** How many deployments it works on at once. */
  capacity: number;
  strategies: Stack[];
  repositories: AnnouncedRepository[];
  /** The base image of every strategy. */
  images: ImageView[];
  /** Null where the agent has no sandbox switch. */
  switch: SwitchView | null;
  /** Deployments it still works on, or whose result the control plane has not acknowledged yet. */
  deployments: { deploymentId: string; epoch: number; finished: boolean }[];
  instances: ObservedInstance[];
}

export interface HelloAnswer {
  agentId: string;
  name: string;
  heartbeatMs: number;
  /** Silent for longer than this, and its deployments are `lost`. */
  leaseMs: number;
}

/** `agent:heartbeat`, every `heartbeatMs`; answered with `null`. */
export interface Heartbeat {
  running: number;
  freeDiskBytes: number;
  totalDiskBytes: number;
  images: ImageView[];
  switch: SwitchView | null;
}

/** One container seen on the host, found by its labels. */
export interface ObservedInstance {
  sandboxId: string;
  service: string;
  deploymentId: string;
  epoch: number;
  state: ObservedState;
  exitCode?: number;
  startedAt?: string;
  /** What it printed last before it died, at most 20 lines. */
  lastLines?: string[];
  /** Deployments whose releases are still on the host, newest first. */
  releases: string[];
  /** Of the gateway: what its container really has, read from the engine, not remembered. */
  routes?: AppliedRoutes;
}

export interface AppliedRoutes {
  /** Every variable of the container that ends in `_url`. */
  targets: Record<string, string>;
  /** The revision it was started with; null when it was started by hand. */
  revision: number | null;
}

/** `instances:observed`: the whole list, not a difference; answered with `null`. */
export interface ObservedReport {
  instances: ObservedInstance[];
}

/** `instances:stats`: one sample of every running instance, every few seconds; answered with `null`. */
export interface StatsReport {
  samples: (StatsSample & { sandboxId: string; service: string })[];
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

export interface CommitInfo {
  id: string;
  author: string;
  /** ISO 8601, committer's time. */
  time: string;
  subject: string;
}

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

/** `instance:log`: lines of a running container that somebody follows; lossy by nature, not acked. */
export interface InstanceLogLines {
  streamId: string;
  lines: { at: string; stream: 'out' | 'err'; text: string }[];
  /** Set on the last one. */
  ended?: boolean;
}

/* ---------------------------------------------------------------- control plane → agent (all acked) */

/** `credentials:probe`: proves credentials with `git ls-remote` against one of the agent's repositories. */
export interface ProbeFrame {
  credentials: GitCredentials;
  /** The first announced one when absent. */
  repository?: string;
}

/** `branches:list` */
export interface BranchesFrame {
  repository: string;
  credentials: GitCredentials;
}

/** `repositories:add`; answered with the `AnnouncedRepository`. The stack is found from the tree. */
export interface AddRepositoryFrame {
  name: string;
  url: string;
  credentials: GitCredentials;
}

export interface BranchInfo {
  name: string;
  commit: CommitInfo;
}

/** How an instance proves that it is ready. */
export interface HealthProbe {
  /** HTTP GET of this path answers 2xx or 3xx; TCP connect when absent. */
  path?: string;
}

/** `deployment:run`; answered with `null` once it is written to the agent's journal. Repeating it is harmless. */
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

/** `instance:stop`, `instance:start`, `instance:restart`, `instance:remove`; answered with `null` when done. */
export interface InstanceFrame {
  sandboxId: string;
  service: string;
  epoch: number;
}

/** `instance:logs`: starts following; lines come as `instance:log`. `instance:logs-stop` takes the `streamId`. */
export interface InstanceLogsFrame {
  sandboxId: string;
  service: string;
  streamId: string;
  /** How many earlier lines come first; at most 5,000. */
  tail: number;
  /** Only lines after this time (RFC 3339). */
  since?: string;
}

/** `instance:output`: what the container printed so far, oldest first; the newest `tail` of those that match. */
export interface InstanceOutputFrame {
  sandboxId: string;
  service: string;
  tail: number;
  since?: string;
  /** Only lines with this text, in upper or lower case. */
  search?: string;
}

/** `commits:compare`: counted after a fetch. */
export interface CompareCommitsFrame {
  repository: string;
  branch: string;
  /** Commit that runs. */
  running?: string;
  credentials: GitCredentials;
}

export interface CommitComparison {
  head: CommitInfo;
  /** Null when nothing runs, or when what runs is not in the branch's history. */
  aheadOfRunning: number | null;
  defaultBranch: string;
  behindDefault: number;
}

/** `routes:probe`: an HTTP request to each target from the agent's host; redirects are not followed. */
export interface ProbeRoutesFrame {
  targets: string[];
}

/**
 * `switch:set`: every sandbox that the switch shall know, whole; `hostPort` is its gateway's, null while it has none.
 * Answered with `null` once it is effective, or with `switch-refused` and nginx's words.
 */
export interface SwitchFrame {
  sandboxes: { name: string; hostPort: number | null }[];
}

export interface InstanceLogsStopFrame {
  streamId: string;
}

/**
 * `reconcile`: the control plane's whole truth for this agent. The agent ends deployments that are not `active`,
 * starts what is down and desired `running`, stops what is desired `stopped`, and removes containers of instances
 * that are not listed. Answered with `null`.
 */
export interface ReconcileFrame {
  instances: { sandboxId: string; service: string; epoch: number; desired: DesiredState; hostPort: number }[];
  active: { deploymentId: string; epoch: number }[];
}

/** Events that agents send: name → [payload, answer]. */
export interface AgentToControl {
  'agent:hello': [AgentHello, HelloAnswer];
  'agent:heartbeat': [Heartbeat, null];
  'instances:observed': [ObservedReport, null];
  'deployment:events': [DeploymentEvents, Acked];
  'deployment:log': [LogChunk, Acked];
  'instance:log': [InstanceLogLines, null];
  'instances:stats': [StatsReport, null];
}

/** Frames that agents receive: name → [payload, answer]. */
export interface ControlToAgent {
  'credentials:probe': [ProbeFrame, null];
  'repositories:list': [Record<string, never>, AnnouncedRepository[]];
  'repositories:add': [AddRepositoryFrame, AnnouncedRepository];
  'branches:list': [BranchesFrame, BranchInfo[]];
  'deployment:run': [RunDeploymentFrame, null];
  'deployment:cancel': [CancelDeploymentFrame, null];
  'instance:stop': [InstanceFrame, null];
  'instance:start': [InstanceFrame, null];
  'instance:restart': [InstanceFrame, null];
  'instance:remove': [InstanceFrame, null];
  'instance:logs': [InstanceLogsFrame, null];
  'instance:logs-stop': [InstanceLogsStopFrame, null];
  'instance:output': [InstanceOutputFrame, { lines: InstanceLogLines['lines'] }];
  'commits:compare': [CompareCommitsFrame, CommitComparison];
  /** In the order of the targets. */
  'routes:probe': [ProbeRoutesFrame, RouteProbe[]];
  'switch:set': [SwitchFrame, null];
  reconcile: [ReconcileFrame, null];
}
