import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { type Deployment } from '../../deployments/deployment.entity.js';
import { RouteDeployments } from '../../deployments/route-deployments.js';
import { EffectiveRoutes } from '../effective/effective-routes.js';
import { setRoutesOf } from '../effective/effective-set.js';
import { type RouteSet } from './route-set.entity.js';
import { RouteSets } from './route-sets.js';

/**
 * Any deployment of a gateway carries a set: one of kind `routes` the one that was pushed, any other the effective
 * one, which becomes a set of its own when it differs from the newest.
 */
@Injectable()
export class GatewayRunSets {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly effective: EffectiveRoutes,
    private readonly sets: RouteSets,
    private readonly deployments: RouteDeployments,
  ) {}

  /** A frame that is sent again carries the same set again. */
  for(deployment: Deployment): Promise<RouteSet> {
    const { sandboxId, routeRevision, requestedBy } = deployment;
    return this.unitOfWork.run(async () => {
      if (routeRevision !== null) return this.sets.get(sandboxId, routeRevision);
      await this.deployments.supersedeWaiting(deployment);
      const effective = await this.effective.of(sandboxId);
      const newest = (await this.sets.newest([sandboxId])).get(sandboxId);
      if (newest?.hash === effective.hash) return newest;
      const reason = 'gateway deployed';
      return this.sets.add(sandboxId, { routes: setRoutesOf(effective), createdBy: requestedBy, reason });
    });
  }
}
