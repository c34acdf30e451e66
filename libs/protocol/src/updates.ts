import { type Acked, type InstanceLogLines } from './frames.js';
import { type DeploymentView, type SandboxSummary, type AgentView } from './rest.js';

/* The browsers' namespace. The session cookie and the Origin are checked before any event. */

/** What a browser can watch. `sandboxes`: the list; `sandbox`: one with its services; `agents`: the list. */
export type Topic = 'sandboxes' | 'agents' | `sandbox:${string}` | `deployment:${string}`;

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
  isLast: boolean;
}

/** `runtime:open`: follows a container's output; lines come as `runtime:lines`. */
export interface RuntimeOpenRequest {
  sandboxId: string;
  service: string;
  tail: number;
}

/** `update`: something that a watched topic covers has changed; the new value comes along, whole. */
export type Update =
  | { kind: 'deployment'; value: DeploymentView }
  | { kind: 'sandbox'; value: SandboxSummary }
  | { kind: 'sandbox-removed'; id: string }
  | { kind: 'sandbox-changed'; id: string }
  | { kind: 'agent'; value: AgentView };

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
