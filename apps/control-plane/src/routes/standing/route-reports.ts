import { Injectable } from '@nestjs/common';
import { type ObservedInstance } from '@sdp/protocol';
import { DeploymentsService } from '../../deployments/deployments.service.js';
import { routesAmong } from '../effective/route-names.js';
import { RouteSets } from '../pushing/route-sets.js';
import { type GatewayRoutes } from './gateway-routes.entity.js';

export type ReportedRoutes = Omit<GatewayRoutes, 'since'>;

/** Reads what an agent says of the variables of a gateway's container. */
@Injectable()
export class RouteReports {
  constructor(
    private readonly deployments: DeploymentsService,
    private readonly sets: RouteSets,
  ) {}

  /** Without what the environment kept secret when the container was started: that is none of the routes. */
  async read({ sandboxId, deploymentId, routes }: ObservedInstance): Promise<ReportedRoutes> {
    const deployment = (await this.deployments.find([deploymentId])).get(deploymentId);
    const revision = routes?.revision ?? deployment?.routeRevision ?? null;
    const given =
      revision === null ? undefined : (await this.sets.find([{ sandboxId, revision }])).get(sandboxId);
    const targets = { ...routes?.targets };
    for (const name of given?.secretNames ?? []) delete targets[name];
    return { sandboxId, deploymentId, revision, targets: routesAmong(targets) };
  }
}
