/** What happened at the git host, in our words; what it says of people is for display only. */
export type HostEvent = PushEvent | PullRequestEvent | { kind: 'ping' } | { kind: 'unknown'; why: string };

export interface PushEvent {
  kind: 'push';
  /** `<workspace or project>/<repository>`, in lower case. */
  repository: string;
  by: string;
  branches: BranchChange[];
  tags: string[];
}

export interface BranchChange {
  name: string;
  /** The commit that it is at now; null: the branch is gone. */
  commit: string | null;
}

export type HostKind = 'cloud' | 'server';
export type PullRequestState = 'open' | 'merged' | 'declined';

export interface PullRequestEvent {
  kind: 'pull-request';
  host: HostKind;
  /** That it is to go to. */
  repository: string;
  by: string;
  number: number;
  title: string;
  url: string | null;
  state: PullRequestState;
  /** Where it comes from; another repository is a fork. */
  source: { repository: string; branch: string; commit: string };
  targetBranch: string;
  /** When it was changed last, in milliseconds, by the git host's clock: what is older says nothing any more. */
  updatedAt: number;
}

/** Whoever did it, as it is shown: nothing of ours is decided by it. */
const MAX_NAME_LENGTH = 40;

export function shownName(value: unknown): string {
  const name = typeof value === 'string' ? value.replace(/\p{C}/gu, '').trim() : '';
  return name.slice(0, MAX_NAME_LENGTH) || 'somebody';
}
