import { type RouteProbe } from '../rest/routes.js';
import { type AgentHello, type Heartbeat, type HelloAnswer, type ReconcileFrame } from './connection.js';
import {
  type Acked,
  type CancelDeploymentFrame,
  type DeploymentEvents,
  type LogChunk,
  type RunDeploymentFrame,
} from './deployments.js';
import {
  type InstanceFrame,
  type InstanceLogLines,
  type InstanceLogsFrame,
  type InstanceLogsStopFrame,
  type InstanceOutputFrame,
  type ObservedReport,
  type StatsReport,
} from './instances.js';
import {
  type AddRepositoryFrame,
  type AnnouncedRepository,
  type BranchInfo,
  type BranchesFrame,
  type CommitComparison,
  type CompareCommitsFrame,
  type ProbeFrame,
} from './repositories.js';
import { type ProbeRoutesFrame, type SwitchFrame } from './routes.js';
import { type StorageReport } from './storage.js';

export * from './connection.js';
export * from './deployments.js';
export * from './instances.js';
export * from './repositories.js';
export * from './routes.js';
export * from './storage.js';

/** Events that agents send: name → [payload, answer]. */
export interface AgentToControl {
  'agent:hello': [AgentHello, HelloAnswer];
  'agent:heartbeat': [Heartbeat, null];
  'instances:observed': [ObservedReport, null];
  'deployment:events': [DeploymentEvents, Acked];
  'deployment:log': [LogChunk, Acked];
  'instance:log': [InstanceLogLines, null];
  'instances:stats': [StatsReport, null];
  'agent:storage': [StorageReport, null];
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
