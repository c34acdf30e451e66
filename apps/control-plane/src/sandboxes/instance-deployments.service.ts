import { Injectable } from '@nestjs/common';
import { type DeployRequest } from '@sdp/protocol';
import { type Principal } from '../auth/principal.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { isTerminal } from '../deployments/deployment-states.js';
import { type Deployment } from '../deployments/deployment.entity.js';
import { deploymentActive } from '../deployments/deployments.errors.js';
import { DeploymentsService } from '../deployments/deployments.service.js';
import { SandboxRecords } from './sandbox-records.js';

interface Source {
  branch: string;
  commit: string | null;
  retryOf?: string;
}

/** Deployments from the side of the sandbox: who may ask for which. */
@Injectable()
export class InstanceDeploymentsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly deployments: DeploymentsService,
  ) {}

  async request(
    sandboxId: string,
    name: string,
    user: Principal,
    request: DeployRequest,
  ): Promise<Deployment> {
    const { instance } = await this.records.changeableInstance(sandboxId, name, user.username);
    const branch = request.branch ?? instance.branch;
    const ownPin = branch === instance.branch ? instance.pinnedCommit : null;
    return this.deploy(sandboxId, name, user, { branch, commit: request.commit ?? ownPin });
  }

  /** The same branch, or the same pinned commit, once more. */
  async retry(deploymentId: string, user: Principal): Promise<Deployment> {
    const { sandboxId, service, state, branch, pinnedCommit } = await this.owned(deploymentId, user);
    if (!isTerminal(state)) throw deploymentActive(service);
    return this.deploy(sandboxId, service, user, { branch, commit: pinnedCommit, retryOf: deploymentId });
  }

  async cancel(deploymentId: string, user: Principal): Promise<Deployment> {
    await this.owned(deploymentId, user);
    return this.deployments.cancel(deploymentId);
  }

  private async owned(deploymentId: string, { username }: Principal): Promise<Deployment> {
    const deployment = await this.deployments.get(deploymentId);
    await this.records.owned(deployment.sandboxId, username);
    return deployment;
  }

  private deploy(sandboxId: string, name: string, user: Principal, source: Source): Promise<Deployment> {
    return this.unitOfWork.run(async () => {
      const { sandbox, instance } = await this.records.changeableInstance(sandboxId, name, user.username);
      const epoch = await this.records.nextEpoch(sandboxId);
      await this.records.instances.update({ id: instance.id }, { desired: 'running', epoch });
      this.records.announce(sandboxId);
      return this.deployments.request({
        sandboxId,
        sandboxName: sandbox.name,
        sandboxOwner: sandbox.owner,
        service: name,
        repository: instance.repository,
        branch: source.branch,
        pinnedCommit: source.commit,
        agentId: instance.agentId,
        epoch,
        requestedBy: user.username,
        credentials: user.credentials,
        ...(source.retryOf ? { retryOf: source.retryOf } : {}),
      });
    });
  }
}
