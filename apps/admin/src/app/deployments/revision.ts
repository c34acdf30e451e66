import { type CommitInfo } from '@sdp/protocol';

/** `branch@commit`, the commit short; the branch alone while its commit is not known. */
export function revisionText(branch: string, commit: Pick<CommitInfo, 'id'> | null | undefined): string {
  return commit ? `${branch}@${commit.id.slice(0, 8)}` : branch;
}
