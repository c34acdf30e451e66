import { type BranchView, type RepositoryUseView } from '@sdp/protocol';

/** A branch, and the services of sandboxes that are to run it. */
export interface BranchRow {
  name: string;
  /** Null for one that sandboxes have and the git server does not name. */
  commit: BranchView['commit'] | null;
  uses: RepositoryUseView[];
}

/** What the git server names, newest first, and then what only sandboxes know: a branch that was merged, say. */
export function branchRows(
  branches: readonly BranchView[],
  uses: readonly RepositoryUseView[],
  search: string,
): BranchRow[] {
  const used = byBranch(uses);
  const named = new Set(branches.map(({ name }) => name));
  const part = search.toLowerCase();
  const others = [...used.keys()].filter((name) => !named.has(name)).sort();
  return [...branches, ...others.map((name) => ({ name, commit: null }))]
    .filter(({ name }) => name.toLowerCase().includes(part))
    .map(({ name, commit }) => ({ name, commit, uses: used.get(name) ?? [] }));
}

function byBranch(uses: readonly RepositoryUseView[]): ReadonlyMap<string, RepositoryUseView[]> {
  const found = new Map<string, RepositoryUseView[]>();
  for (const use of uses) {
    const others = found.get(use.branch);
    if (others) others.push(use);
    else found.set(use.branch, [use]);
  }
  return found;
}

/** Whether what runs is what the branch is at now: unknown where either is. */
export function isBehind({ commit }: BranchRow, { running }: RepositoryUseView): boolean {
  return !!commit && !!running?.commit && running.commit.id !== commit.id;
}
