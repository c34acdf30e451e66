import { Injectable } from '@nestjs/common';
import { type DeployRequest } from '@sdp/protocol';
import { AuditTrail } from '../../audit/audit-trail.js';
import { type Principal } from '../../auth/principal.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { isTerminal } from '../../deployments/deployment-states.js';
import { type Deployment } from '../../deployments/deployment.entity.js';
import { deploymentActive } from '../../deployments/deployments.errors.js';
import { DeploymentsService } from '../../deployments/deployments.service.js';
import { type ServiceInstance } from '../instances/service-instance.entity.js';
import { SandboxRecords } from '../sandbox-records.js';
import { pushInstead } from '../sandboxes.errors.js';
import { InstanceOrders, type Source } from './instance-orders.js';

/** Deployments of one service, from the side of the sandbox: who may ask for which. */
@Injectable()
export class InstanceDeploymentsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly orders: InstanceOrders,
    private readonly deployments: DeploymentsService,
    private readonly audit: AuditTrail,
  ) {}

  request(sandboxId: string, name: string, user: Principal, request: DeployRequest): Promise<Deployment> {
    return this.deploy(sandboxId, name, user, 'deployed', (instance) => sourceOf(instance, request));
  }

  /** The same once more: the branch, the pinned commit, or the release. */
  retry(deploymentId: string, user: Principal): Promise<Deployment> {
    return this.unitOfWork.run(async () => {
      const { sandboxId, service, ...deployment } = await this.usable(deploymentId, user);
      if (!isTerminal(deployment.state)) throw deploymentActive(service);
      if (deployment.kind === 'routes') throw pushInstead();
      return this.deploy(sandboxId, service, user, 'retried', () => againOf(deployment));
    });
  }

  async cancel(deploymentId: string, user: Principal): Promise<Deployment> {
    return this.unitOfWork.run(async () => {
      const deployment = await this.usable(deploymentId, user);
      if (deployment.requestedBy !== user.username)
        await this.records.assertNotHeld(deployment.sandboxId, user);
      await this.note(deployment, 'canceled', 'canceled the deployment of');
      return this.deployments.cancel(deploymentId);
    });
  }

  private async usable(deploymentId: string, user: Principal): Promise<Deployment> {
    const deployment = await this.deployments.get(deploymentId);
    await this.records.usable(deployment.sandboxId, user);
    return deployment;
  }

  private deploy(
    sandboxId: string,
    name: string,
    user: Principal,
    verb: 'deployed' | 'retried',
    sourceFor: (instance: ServiceInstance) => Source,
  ): Promise<Deployment> {
    return this.unitOfWork.run(async () => {
      const { sandbox, instance } = await this.records.changeableInstance(sandboxId, name, user, 'mayUse');
      const deployment = await this.orders.place(sandbox, instance, user, sourceFor(instance));
      await this.note(deployment, verb, verb === 'deployed' ? 'deployed' : 'retried the deployment of');
      return deployment;
    });
  }

  private note(deployment: Deployment, verb: string, words: string): Promise<void> {
    const { id, sandboxId, sandboxName, service, branch, pinnedCommit } = deployment;
    return this.audit.record({
      action: `deployment.${verb}`,
      subject: `${sandboxName}/${service}`,
      summary: `${words} ${service} from ${pinnedCommit?.slice(0, 10) ?? branch}`,
      sandboxId,
      details: { deploymentId: id, branch, commit: pinnedCommit },
    });
  }
}

/** Another branch than the instance's own is not pinned to its commit. */
export function sourceOf(
  instance: ServiceInstance,
  { branch = instance.branch, commit }: DeployRequest,
): Source {
  const ownPin = branch === instance.branch ? instance.pinnedCommit : null;
  return { branch, pinnedCommit: commit ?? ownPin };
}

type Ended = Pick<Deployment, 'id' | 'kind' | 'branch' | 'pinnedCommit' | 'releaseOf' | 'commit'>;

function againOf({ id, kind, branch, pinnedCommit, releaseOf, commit }: Ended): Source {
  const source = { branch, pinnedCommit, retryOf: id };
  return releaseOf === null ? source : { ...source, kind, releaseOf, commit };
}
