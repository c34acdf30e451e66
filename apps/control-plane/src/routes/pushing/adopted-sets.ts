import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { type Viewer } from '../../auth/viewer.js';
import { type Sandbox } from '../../sandboxes/sandbox.entity.js';
import { EffectiveRoutes } from '../effective/effective-routes.js';
import { type EffectiveRoute } from '../effective/effective-set.js';
import { serviceOf } from '../effective/route-names.js';
import { type RouteChange } from '../effective/route-targets.js';
import { type GatewayRoutes } from '../standing/gateway-routes.entity.js';
import { type SetRoute } from './route-set.entity.js';
import { RouteSets } from './route-sets.js';

/** What a gateway was found with becomes a set of its own: from then on it counts as what it was given. */
@Injectable()
export class AdoptedSets {
  constructor(
    private readonly effective: EffectiveRoutes,
    private readonly sets: RouteSets,
    private readonly audit: AuditTrail,
  ) {}

  /** Call within the unit of work that sets the overrides, after them. */
  async add(
    { id, name }: Sandbox,
    { targets, deploymentId }: GatewayRoutes,
    { username }: Viewer,
    drift: readonly RouteChange[],
  ): Promise<void> {
    const { routes } = await this.effective.of(id);
    const { revision } = await this.sets.add(id, {
      routes: Object.entries(targets).map(([variable, target]) => foundRoute(variable, target, routes)),
      createdBy: username,
      reason: 'adopted from the gateway',
      adoptedFrom: deploymentId,
    });
    await this.audit.record({
      action: 'route.adopted',
      subject: name,
      summary: `adopted what somebody changed at the gateway by hand (${drift.map(({ service }) => service).join(', ')})`,
      sandboxId: id,
      details: { revision, changes: drift },
    });
  }
}

function foundRoute(variable: string, target: string, effective: readonly EffectiveRoute[]): SetRoute {
  const known = effective.find((route) => route.variable === variable && route.target === target);
  return { service: serviceOf(variable) ?? variable, variable, target, from: known?.from ?? 'url' };
}
