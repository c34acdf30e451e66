import { Injectable } from '@nestjs/common';
import { AuditTrail, PLATFORM } from '../../audit/audit-trail.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { type Deployment } from '../../deployments/deployment.entity.js';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { type EffectiveRoute, setRoutesOf, targetsOf } from '../effective/effective-set.js';
import { hashOf } from '../effective/route-targets.js';
import { RoutePushes } from '../pushing/route-pushes.js';
import { type SetRoute } from '../pushing/route-set.entity.js';
import { standingSet } from '../standing/standing.js';
import { Standings } from '../standing/standings.js';

/** Pushes what follows from deployments and removals, and nothing of what people have not pushed yet. */
@Injectable()
export class AutomaticPushes {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly standings: Standings,
    private readonly pushes: RoutePushes,
    private readonly audit: AuditTrail,
  ) {}

  /** Brings the route of this service only; null when nothing has to be pushed, or can be. */
  bring(
    sandboxId: string,
    service: string,
    reason: string,
    mayBring: (route: EffectiveRoute) => boolean = () => true,
  ): Promise<Deployment | null> {
    return this.unitOfWork.run(async () => {
      const sandbox = await this.records.get(sandboxId);
      if (!(await this.pushes.isPossible(sandbox))) return null;

      const standing = await this.standings.of(sandboxId);
      if (standing.effective.routes.some((route) => route.service === service && !mayBring(route)))
        return null;

      const before = standingSet(standing);
      const effective = setRoutesOf(standing.effective);
      const routes = before ? takenOver(before.routes, effective, service) : effective;
      if (hashOf(targetsOf(routes)) === before?.hash) return null;

      const deployment = await this.pushes.push(sandbox, { routes, by: PLATFORM, reason });
      await this.audit.record({
        action: 'route.pushed',
        subject: sandbox.name,
        summary: `pushes the route of ${service}: ${reason}`,
        sandboxId,
        details: { deploymentId: deployment.id, revision: deployment.routeRevision, service },
        actor: PLATFORM,
      });
      return deployment;
    });
  }
}

/** The same routes, but for this service's, which leads where the other set says. */
export function takenOver(
  before: readonly SetRoute[],
  effective: readonly SetRoute[],
  service: string,
): SetRoute[] {
  return [
    ...before.filter((route) => route.service !== service),
    ...effective.filter((route) => route.service === service),
  ];
}
