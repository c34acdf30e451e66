import { type CommitsView } from '@sdp/protocol';

/** How far a branch is from what runs, and from the default branch, in words. */
export function commitsText({
  branch,
  aheadOfRunning,
  defaultBranch,
  behindDefault,
}: Pick<CommitsView, 'branch' | 'aheadOfRunning' | 'defaultBranch' | 'behindDefault'>): string {
  const parts = [aheadText(aheadOfRunning)];
  if (behindDefault > 0 && branch !== defaultBranch)
    parts.push(`${commits(behindDefault)} behind ${defaultBranch}`);
  return parts.filter(Boolean).join(' · ');
}

function aheadText(ahead: number | null): string {
  if (ahead === null) return 'what runs is not in the branch';
  return ahead === 0 ? 'the branch’s newest runs' : `${commits(ahead)} ahead of what runs`;
}

function commits(count: number): string {
  return count === 1 ? '1 commit' : `${count} commits`;
}
