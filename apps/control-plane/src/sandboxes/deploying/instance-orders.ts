import { Injectable } from '@nestjs/common';
import { type GitAccess, type GitCredentials } from '@sdp/protocol';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { type Deployment } from '../../deployments/deployment.entity.js';
import { type DeploymentOrder } from '../../deployments/deployment-order.js';
import { DeploymentsService } from '../../deployments/deployments.service.js';
import { type ServiceInstance } from '../instances/service-instance.entity.js';
import { SandboxRecords } from '../sandbox-records.js';
import { type Sandbox } from '../sandbox.entity.js';
import { sandboxStopped } from '../sandboxes.errors.js';

/** Somebody, or the platform by itself, which has no credentials. */
export interface Requester {
  username: string;
  credentials?: GitCredentials;
  /** Instead of credentials: what has to be fetched, the agent's host reads by itself. */
  access?: GitAccess;
  /** Who asked, as it is shown, where somebody else's rights decide what may be done. */
  shownAs?: string;
  /** What is asked for waits for what runs already instead of stopping it. */
  isPatient?: boolean;
}

/** Who is to be known by a name that nobody can sign in with. */
export function requesterName({ username, shownAs }: Requester): string {
  return shownAs ?? username;
}

/** What is deployed, and how. */
export type Source = Pick<DeploymentOrder, 'branch' | 'pinnedCommit'> &
  Partial<
    Pick<
      DeploymentOrder,
      'kind' | 'retryOf' | 'releaseOf' | 'commit' | 'routeRevision' | 'groupId' | 'dependsOn' | 'goesAfter'
    >
  >;

/** Orders deployments of instances: each with an epoch of its own. Who may do so is decided by the caller. */
@Injectable()
export class InstanceOrders {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly deployments: DeploymentsService,
  ) {}

  /** @throws DomainError `conflict` when the sandbox is stopped. */
  place(
    sandbox: Sandbox,
    instance: ServiceInstance,
    requester: Requester,
    source: Source,
  ): Promise<Deployment> {
    if (sandbox.isStopped) throw sandboxStopped(sandbox.name);
    const { credentials, access, isPatient } = requester;
    return this.unitOfWork.run(async () => {
      const epoch = await this.records.nextEpoch(sandbox.id);
      await this.records.instances.update({ id: instance.id }, { epoch });
      this.records.announce(sandbox.id);
      return this.deployments.request({
        ...source,
        sandboxId: sandbox.id,
        sandboxName: sandbox.name,
        service: instance.name,
        repository: instance.repository,
        agentId: instance.agentId,
        epoch,
        requestedBy: requesterName(requester),
        ...this.holderOf(sandbox),
        ...(isPatient ? { isPatient } : {}),
        ...(credentials ? { credentials } : {}),
        ...(access ? { access } : {}),
      });
    });
  }

  /**
   * For services that are about to be ordered together, in the order they go. Dependents first: what is superseded is
   * not to be ended for a dependency that is superseded, too.
   */
  async makeWay(sandbox: Sandbox, services: readonly string[], requester: Requester): Promise<void> {
    const { isPatient } = requester;
    const asked = { requestedBy: requesterName(requester), isPatient };
    const newcomer = { sandboxId: sandbox.id, ...asked, ...this.holderOf(sandbox) };
    for (const service of [...services].reverse())
      await this.deployments.makeWayFor({ ...newcomer, service });
  }

  private holderOf(sandbox: Sandbox): { heldBy?: string } {
    const heldBy = this.records.holderOf(sandbox);
    return heldBy === null ? {} : { heldBy };
  }
}
