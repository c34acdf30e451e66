import { type AgentKind, type Stack } from '../deployment-states.js';
import { type BranchInfo } from '../frames/index.js';

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
