import { type AgentKind, type ObservedState, type Stack } from '../deployment-states.js';
import { type BranchInfo } from '../frames/index.js';
import { type ServiceInstanceView } from './services.js';

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

/** GET /repositories/:name/uses: the services that sandboxes have of it, by the sandbox's name. */
export interface RepositoryUseView {
  sandbox: { id: string; name: string; owner: string };
  service: string;
  /** What its next deployment takes. */
  branch: string;
  pinnedCommit: string | null;
  observed: ObservedState;
  /** What runs now: of another branch, maybe, until the next deployment. */
  running: ServiceInstanceView['running'];
}
