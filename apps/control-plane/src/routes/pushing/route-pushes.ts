import { Injectable } from '@nestjs/common';
import { GATEWAY_SERVICE } from '@sdp/protocol';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { type Deployment } from '../../deployments/deployment.entity.js';
import { type GatewayRelease, RouteDeployments } from '../../deployments/route-deployments.js';
import { InstanceOrders } from '../../sandboxes/deploying/instance-orders.js';
import { type ServiceInstance } from '../../sandboxes/instances/service-instance.entity.js';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { type Sandbox } from '../../sandboxes/sandbox.entity.js';
import { gatewayStopped, nothingToPushTo } from '../routes.errors.js';
import { type SetRoute } from './route-set.entity.js';
import { RouteSets } from './route-sets.js';

export interface RoutePush {
  routes: readonly SetRoute[];
  by: string;
  /** For the history, e.g. `orders was removed`. */
  reason: string;
}

/** A gateway that can be started again with other routes. */
interface Receiver {
  gateway: ServiceInstance;
  release: GatewayRelease;
}

/** Brings route sets to gateways: a push is a deployment of the release that the gateway has already. */
@Injectable()
export class RoutePushes {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly sets: RouteSets,
    private readonly deployments: RouteDeployments,
    private readonly orders: InstanceOrders,
  ) {}

  /** @throws DomainError `conflict` when there is no gateway that could get them. */
  async push(sandbox: Sandbox, { routes, by, reason }: RoutePush): Promise<Deployment> {
    return this.unitOfWork.run(async () => {
      const { gateway, release } = await this.receiver(sandbox);
      const { revision } = await this.sets.add(sandbox.id, { routes, createdBy: by, reason });
      const deployment = await this.orders.place(
        sandbox,
        gateway,
        { username: by },
        {
          kind: 'routes',
          branch: release.branch,
          pinnedCommit: release.commit?.id ?? null,
          commit: release.commit,
          releaseOf: release.releaseOf,
          routeRevision: revision,
        },
      );
      await this.deployments.letGoAhead(deployment, () => this.nextEpoch(gateway));
      return deployment;
    });
  }

  /** Whether there is a gateway that is to run, and could be given other routes. */
  async isPossible(sandbox: Sandbox): Promise<boolean> {
    if (sandbox.isStopped || sandbox.deletingSince) return false;
    const gateway = await this.gatewayOf(sandbox.id);
    return gateway?.desired === 'running' && (await this.releaseOf(gateway)) !== null;
  }

  private async receiver(sandbox: Sandbox): Promise<Receiver> {
    const gateway = await this.gatewayOf(sandbox.id);
    const release = gateway && (await this.releaseOf(gateway));
    if (!release) throw nothingToPushTo(sandbox.name);
    if (gateway.desired !== 'running') throw gatewayStopped(sandbox.name);
    return { gateway, release };
  }

  private async nextEpoch({ id, sandboxId }: ServiceInstance): Promise<number> {
    const epoch = await this.records.nextEpoch(sandboxId);
    await this.records.instances.update({ id }, { epoch });
    return epoch;
  }

  private async gatewayOf(sandboxId: string): Promise<ServiceInstance | undefined> {
    return (await this.records.lasting(sandboxId)).find(({ name }) => name === GATEWAY_SERVICE);
  }

  private releaseOf({ sandboxId, runningDeploymentId }: ServiceInstance): Promise<GatewayRelease | null> {
    return this.deployments.release(sandboxId, runningDeploymentId);
  }
}
