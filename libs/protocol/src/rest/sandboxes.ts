import { type DeploymentState, type ObservedState } from '../deployment-states.js';
import { type RouteSetState } from './routes.js';
import { type ServiceInstanceView } from './services.js';
import { type TemplateOfSandbox } from './templates.js';
import { type PullRequestOfSandbox } from './webhooks.js';

/** POST /sandboxes */
export interface CreateSandboxRequest {
  name: string;
  description?: string;
  labels?: Record<string, string>;
  /** Id of an environment: the lowest layer of every service's variables. */
  environmentId?: string | null;
  variables?: Record<string, string>;
  /** Hours until it expires; the configured default when absent, null for never (ops). */
  ttlHours?: number | null;
}

/** PATCH /sandboxes/:id */
export interface UpdateSandboxRequest {
  name?: string;
  description?: string;
  labels?: Record<string, string>;
  environmentId?: string | null;
  variables?: Record<string, string>;
}

/** POST /sandboxes/:id/extend: it expires that many hours from now; null for never (ops). */
export interface ExtendSandboxRequest {
  ttlHours: number | null;
}

/** PUT /sandboxes/:id/hold; DELETE /sandboxes/:id/hold ends it. */
export interface HoldRequest {
  reason: string;
  /** ISO 8601; at most 14 days ahead. */
  until: string;
}

/** Nobody but `by` deploys while it lasts: other people's deployments wait behind it. */
export interface HoldView {
  by: string;
  reason: string;
  since: string;
  until: string;
}

/** PUT /sandboxes/:id/shares: who may use it besides its owner and ops. */
export interface ShareRequest {
  /** Names of people; `*` is everyone. */
  users: string[];
}

/** POST /sandboxes/:id/clone: the same services, variables and overrides under another name; nothing runs yet. */
export interface CloneSandboxRequest {
  name: string;
  /** By service; the branch of the original when absent. */
  branches?: Record<string, string>;
  /** Whether all of it is deployed at once. */
  deploy?: boolean;
}

/** What the caller may do with a sandbox. */
export interface SandboxRights {
  /** Deploy, roll back, stop, start, hold, push routes. */
  mayUse: boolean;
  /** Services, variables, environment, overrides, expiry. */
  mayEdit: boolean;
  /** Rename, share, delete. */
  mayOwn: boolean;
}

/** GET /sandboxes answers SandboxSummary[]; GET /sandboxes/:id answers SandboxView. */
export interface SandboxSummary {
  id: string;
  name: string;
  description: string;
  labels: Record<string, string>;
  owner: string;
  /** Whether the caller may use it; `rights` has the details. */
  isMine: boolean;
  rights: SandboxRights;
  /** Names of people; `*` is everyone. */
  sharedWith: string[];
  createdAt: string;
  /** Null: never. */
  expiresAt: string | null;
  /** `soon`: the warning is out; `over`: it is being deleted because of it. */
  expiry: 'none' | 'fine' | 'soon' | 'over';
  hold: HoldView | null;
  /** Stopped as a whole: containers are stopped, everything is kept. */
  isStopped: boolean;
  isDeleting: boolean;
  environment: { id: string; name: string } | null;
  template: TemplateOfSandbox | null;
  /** Set when it was made for a pull request. */
  pullRequest: PullRequestOfSandbox | null;
  routes: RouteSetState;
  services: { name: string; observed: ObservedState; deploymentState: DeploymentState | null }[];
}

export interface SandboxView extends Omit<SandboxSummary, 'services'> {
  variables: Record<string, string>;
  services: ServiceInstanceView[];
  /** Where the gateway answers through the sandbox switch; null when no gateway agent has a switch. */
  address: SandboxAddress | null;
}

export interface SandboxAddress {
  /** Of the switch, e.g. `http://gateway.example.com:8080`: works with the header or the cookie. */
  switchUrl: string;
  /** `http://<sandbox>.<domain>[:port]`; null when the switch does not go by subdomain. */
  url: string | null;
  header: { name: 'X-Sandbox'; value: string };
  /** Visiting it sets the cookie; `/.sandbox/` clears it. */
  cookieUrl: string;
}

/** POST /sandboxes/:id/deployments: all services, or those named, in the order that `dependsOn` asks for. */
export interface DeployGroupRequest {
  services?: string[];
}

/** GET /deployment-groups/:id; POST /deployment-groups/:id/cancel */
export interface DeploymentGroupView {
  id: string;
  sandboxId: string;
  sandboxName: string;
  requestedBy: string;
  createdAt: string;
  finishedAt: string | null;
  /** `failed` as soon as nothing can go on and one did not succeed. */
  state: 'running' | 'succeeded' | 'failed' | 'canceled';
  total: number;
  succeeded: number;
  /** In the order they go. */
  deployments: { id: string; service: string; state: DeploymentState; dependsOn: string[] }[];
}
