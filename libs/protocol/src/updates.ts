import { type Acked, type InstanceLogLines } from './frames/index.js';
import {
  type AgentLoadSample,
  type AgentView,
  type DeploymentGroupView,
  type DeploymentView,
  type RouteSetView,
  type SandboxSummary,
  type StatsSample,
} from './rest/index.js';

/* The browsers' namespace. A session cookie and the Origin, or a token, are checked before any event. */

/**
 * What a browser can watch. `sandboxes`: the list; `sandbox`: one with its services, routes and activity;
 * `deployment` and `group`: one; the other lists by their names. `users` and `audit` are for ops.
 */
export type Topic =
  | 'sandboxes'
  | 'agents'
  | 'queue'
  | 'environments'
  | 'templates'
  | 'repositories'
  | 'webhooks'
  | 'users'
  | 'audit'
  | `sandbox:${string}`
  | `stats:${string}`
  | `deployment:${string}`
  | `group:${string}`;

/** `watch` / `unwatch` a topic; answered with `null`. After a reconnect the browser watches again and reloads. */
export interface WatchRequest {
  topic: Topic;
}

/** `log:open`: streams a deployment's log from a byte offset as `log:chunk`, each acked by the browser. */
export interface LogOpenRequest {
  deploymentId: string;
  offset: number;
}

/** `log:chunk`: the next one is sent after the browser's ack. `isLast`: the deployment ended and all was sent. */
export interface BrowserLogChunk {
  deploymentId: string;
  offset: number;
  text: string;
  /** One letter per line of `text`, how grave it is: `e`, `w`, `i`, `d`, or `-` where it says nothing about it. */
  levels: string;
  isLast: boolean;
}

/** `runtime:open`: follows a container's output; lines come as `runtime:lines`. */
export interface RuntimeOpenRequest {
  sandboxId: string;
  service: string;
  tail: number;
  /** Only lines after this time (RFC 3339). */
  since?: string;
}

/**
 * `update`: something that a watched topic covers has changed. The new value comes along, whole; where only an id
 * comes, it is read anew.
 */
export type Update =
  | { kind: 'deployment'; value: DeploymentView }
  | { kind: 'group'; value: DeploymentGroupView }
  | { kind: 'sandbox'; value: SandboxSummary }
  | { kind: 'sandbox-removed'; id: string }
  | { kind: 'sandbox-changed'; id: string }
  | { kind: 'routes'; value: RouteSetView }
  | { kind: 'stats'; sandboxId: string; service: string; sample: StatsSample }
  | { kind: 'agent'; value: AgentView }
  | { kind: 'agent-load'; agentId: string; sample: AgentLoadSample }
  | { kind: 'queue-changed' }
  | { kind: 'environment-changed'; id: string }
  | { kind: 'environment-removed'; id: string }
  | { kind: 'template-changed'; id: string }
  | { kind: 'template-removed'; id: string }
  | { kind: 'repository-changed'; name: string }
  | { kind: 'webhook-changed'; id: string }
  | { kind: 'user-changed'; username: string }
  | { kind: 'audit-grew'; number: number }
  /** The person's own tokens or sessions are others now; told to them alone, without watching. */
  | { kind: 'access-changed' };

/** Events that browsers send: name → [payload, answer]. */
export interface BrowserToControl {
  watch: [WatchRequest, null];
  unwatch: [WatchRequest, null];
  'log:open': [LogOpenRequest, null];
  'log:close': [{ deploymentId: string }, null];
  'runtime:open': [RuntimeOpenRequest, { streamId: string }];
  'runtime:close': [{ streamId: string }, null];
}

/** Events that browsers receive: name → [payload, answer]. */
export interface ControlToBrowser {
  update: [Update, void];
  'log:chunk': [BrowserLogChunk, Acked];
  'runtime:lines': [InstanceLogLines, void];
}
