import { type CommitInfo, type DeploymentKind, type GitAccess, type GitCredentials } from '@sdp/protocol';
import { type Deployment } from './deployment.entity.js';
import { isHeldAgainst } from './queue/queue-blocks.js';

/** What somebody, or the platform, wants to be deployed. */
export interface DeploymentOrder {
  /** `deploy` when absent. */
  kind?: DeploymentKind;
  sandboxId: string;
  sandboxName: string;
  service: string;
  repository: string;
  branch: string;
  pinnedCommit: string | null;
  agentId: string;
  epoch: number;
  requestedBy: string;
  /** May be absent where nothing has to be fetched. */
  credentials?: GitCredentials;
  /** Instead of credentials: what has to be fetched, the agent's host reads by itself. */
  access?: GitAccess;
  retryOf?: string;
  /** The deployment whose release is started again, of kinds `rollback` and `routes`. */
  releaseOf?: string;
  /** The commit of that release. */
  commit?: CommitInfo | null;
  routeRevision?: number;
  groupId?: string;
  /** Services of the group that have to succeed first. */
  dependsOn?: string[];
  /** Services of the group that have to be over first. */
  goesAfter?: string[];
  /** Who holds the sandbox; nobody when absent. */
  heldBy?: string;
  /** It waits for what runs already instead of stopping it. */
  isPatient?: boolean;
}

/** What is asked of an order by those that it may have to end. */
export type Newcomer = Pick<DeploymentOrder, 'sandboxId' | 'service' | 'requestedBy' | 'kind'> & {
  heldBy?: string | undefined;
  isPatient?: boolean | undefined;
};

/**
 * What is patient stops nothing that runs. Routes alone never stop a deployment, which gets the newest routes anyway. What waits behind a hold and what the
 * holder does leave each other alone.
 */
export function givesWay(older: Deployment, { kind, requestedBy, heldBy, isPatient }: Newcomer): boolean {
  if (isPatient && older.state !== 'queued') return false;
  if (kind === 'routes' && older.kind !== 'routes') return false;
  if (heldBy === undefined) return true;
  const isHeldBack = isHeldAgainst(heldBy, requestedBy);
  const waitsBehind = older.state === 'queued' && isHeldAgainst(heldBy, older.requestedBy);
  return isHeldBack === waitsBehind;
}
