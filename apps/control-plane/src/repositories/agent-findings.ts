import { type AnnouncedRepository, BRANCH_NAME, type BranchInfo, COMMIT_ID } from '@sdp/protocol';
import { DomainError } from '../errors/domain-error.js';

const MAX_BRANCHES = 500;

/**
 * An agent's list of branches, as far as it can be used: a branch with a name that we would not deploy is left out,
 * so that nobody chooses it.
 */
export function matchingBranches(answer: unknown, query: string): BranchInfo[] {
  if (!Array.isArray(answer)) throw unreadable();
  const wanted = query.toLowerCase();
  return answer
    .filter(isUsableBranch)
    .filter(({ name }) => name.toLowerCase().includes(wanted))
    .sort((a, b) => Date.parse(b.commit.time) - Date.parse(a.commit.time) || a.name.localeCompare(b.name))
    .slice(0, MAX_BRANCHES);
}

export function readAnnouncedRepository(answer: unknown, name: string): AnnouncedRepository {
  const { url, stack, defaultBranch } = (answer ?? {}) as Partial<AnnouncedRepository>;
  const isStack = stack === 'go' || stack === 'php';
  if (typeof url !== 'string' || typeof defaultBranch !== 'string' || !isStack) throw unreadable();
  return { name, url: url.slice(0, 2_000), stack, defaultBranch: defaultBranch.slice(0, 200) };
}

function isUsableBranch(value: unknown): value is BranchInfo {
  const { name, commit } = (value ?? {}) as Partial<BranchInfo>;
  const { id, author, time, subject } = (commit ?? {}) as Partial<BranchInfo['commit']>;
  return (
    typeof name === 'string' &&
    BRANCH_NAME.test(name) &&
    typeof id === 'string' &&
    COMMIT_ID.test(id) &&
    typeof author === 'string' &&
    typeof subject === 'string' &&
    typeof time === 'string' &&
    !Number.isNaN(Date.parse(time))
  );
}

function unreadable(): DomainError {
  const message = 'The agent gave an answer about the repository that cannot be read. Check its version.';
  return new DomainError('platform-failure', message, { blame: 'platform' });
}
