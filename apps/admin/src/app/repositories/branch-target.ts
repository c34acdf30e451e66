import { type RepositoryUseView, type SandboxSummary } from '@sdp/protocol';
import { type SandboxesApi } from '../sandboxes/sandboxes-api';
import { serviceNameOf } from '../sandboxes/create/service-drafts';

/** A branch, and where it is to run. */
export interface BranchTarget {
  repository: string;
  branch: string;
  sandbox: SandboxSummary;
  /** The service that changes to the branch; absent where one is added. */
  use: RepositoryUseView | undefined;
}

/** Whether the person may bring a branch there: whoever may only use a sandbox adds nothing to it. */
export function canTake(sandbox: SandboxSummary, uses: readonly RepositoryUseView[]): boolean {
  const { isDeleting, rights, id } = sandbox;
  const hasService = uses.some((use) => use.sandbox.id === id);
  return !isDeleting && (rights.mayEdit || (rights.mayUse && hasService));
}

/** What happens then, before it does. */
export function consequenceOf({ repository, branch, sandbox, use }: BranchTarget): string {
  if (!use) return `${sandbox.name} gets a service ${serviceNameOf(repository)}, and it is deployed.`;
  const before = use.branch === branch ? '' : ` instead of ${use.branch}`;
  return `${use.service} of ${sandbox.name} is deployed from ${branch}${before}.${lastingOf(branch, sandbox, use)}`;
}

/** What is so after this deployment, too. */
function lastingOf(branch: string, { rights }: SandboxSummary, use: RepositoryUseView): string {
  if (!rights.mayEdit) return ' Its settings stay: only those who may edit the sandbox change them.';
  if (use.branch === branch) return '';
  const pin = use.pinnedCommit ? ', its pinned commit is given up' : '';
  return ` Its settings change to that branch, for later deployments, too${pin}.`;
}

/** Answers the id of the deployment. */
export async function deployBranch(
  api: Pick<SandboxesApi, 'addService' | 'updateService' | 'deploy'>,
  { repository, branch, sandbox, use }: BranchTarget,
): Promise<string> {
  const { id, rights } = sandbox;
  if (use && !rights.mayEdit) return (await api.deploy(id, use.service, { branch })).id;
  const name = use?.service ?? serviceNameOf(repository);
  if (!use) await api.addService(id, { name, repository, branch });
  else if (use.branch !== branch) await api.updateService(id, name, { branch, commit: null });
  return (await api.deploy(id, name)).id;
}
