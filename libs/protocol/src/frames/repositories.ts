import { type Stack } from '../deployment-states.js';

/** A person's git credentials. They live in memory for as long as a frame is being worked on, never longer. */
export interface GitCredentials {
  username: string;
  password: string;
}

/** Without a person's credentials git is read with the agent host's own access, where a frame says so. */
export type GitAccess = 'agent';

export interface AnnouncedRepository {
  name: string;
  url: string;
  stack: Stack;
  defaultBranch: string;
}

export interface CommitInfo {
  id: string;
  author: string;
  /** ISO 8601, committer's time. */
  time: string;
  subject: string;
}

/** `credentials:probe`: proves credentials with `git ls-remote` against one of the agent's repositories. */
export interface ProbeFrame {
  credentials: GitCredentials;
  /** The first announced one when absent. */
  repository?: string;
}

/** `branches:list` */
export interface BranchesFrame {
  repository: string;
  credentials?: GitCredentials;
  /** Where nobody's credentials come along. */
  access?: GitAccess;
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

/** `commits:compare`: counted after a fetch. */
export interface CompareCommitsFrame {
  repository: string;
  branch: string;
  /** Commit that runs. */
  running?: string;
  credentials?: GitCredentials;
  /** Where nobody's credentials come along. */
  access?: GitAccess;
}

export interface CommitComparison {
  head: CommitInfo;
  /** Null when nothing runs, or when what runs is not in the branch's history. */
  aheadOfRunning: number | null;
  defaultBranch: string;
  behindDefault: number;
}
