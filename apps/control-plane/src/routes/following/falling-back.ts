import { Injectable } from '@nestjs/common';
import { PLATFORM } from '../../audit/audit-trail.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { isTerminal } from '../../deployments/deployment-states.js';
import { targetsOf } from '../effective/effective-set.js';
import { routeVariable } from '../effective/route-names.js';
import { type RouteSet } from '../pushing/route-set.entity.js';
import { type Standing, standingSet } from '../standing/standing.js';
import { Standings } from '../standing/standings.js';
import { AutomaticPushes } from './automatic-pushes.js';
import { Fallbacks, type LostRoute } from './fallbacks.js';

/** Takes single routes away from instances that are going. */
@Injectable()
export class FallingBack {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly standings: Standings,
    private readonly fallbacks: Fallbacks,
    private readonly pushes: AutomaticPushes,
  ) {}

  /**
   * Sees to it that a gateway lets go of a target; repeating it is harmless. Answers the agent whose push has to be
   * waited for; null when nobody is sent there any more, or when it did not work, which the routes' state then says.
   */
  begin(route: LostRoute): Promise<string | null> {
    return this.unitOfWork.run(async () => {
      const standing = await this.standings.of(route.sandboxId);
      if (!leadsThere(standing, route)) return null;
      await this.fallbacks.note(route, nextOf(standing, route));

      if (isLettingGo(standing, route)) return standing.latest?.deployment.agentId ?? null;
      if (hasBeenTried(standing, route)) return null;
      const deployment = await this.pushes.bring(route.sandboxId, route.service, route.cause);
      return deployment?.agentId ?? null;
    });
  }
}

/** What becomes of the route, in words that follow its name. */
function nextOf({ effective }: Standing, { service }: LostRoute): string {
  const next = effective.routes.find((route) => route.service === service);
  const isDecided = next && (next.from !== 'baseline' || next.override?.kind === 'baseline');
  return isDecided ? `leads to ${next.target}, as was decided` : 'falls back to the baseline';
}

/** Its gateway does, or is told to. */
export function leadsThere(
  standing: Standing,
  { service, lostTarget }: Pick<LostRoute, 'service' | 'lostTarget'>,
): boolean {
  const has = standing.applied?.targets[routeVariable(service)] === lostTarget;
  const set = standingSet(standing);
  return has || (set !== null && hasTarget(set, service, lostTarget));
}

/** A set without the target is on its way. */
function isLettingGo({ latest }: Standing, { service, lostTarget }: LostRoute): boolean {
  return (
    latest !== null && !isTerminal(latest.deployment.state) && !hasTarget(latest.set, service, lostTarget)
  );
}

/** A set without the target has arrived, though nobody has seen it there yet; or it was refused. */
function hasBeenTried({ latest }: Standing, { service, lostTarget }: LostRoute): boolean {
  if (!latest || !isTerminal(latest.deployment.state) || hasTarget(latest.set, service, lostTarget))
    return false;
  return latest.deployment.state === 'succeeded' || latest.set.createdBy === PLATFORM;
}

function hasTarget({ routes }: RouteSet, service: string, target: string): boolean {
  return targetsOf(routes)[routeVariable(service)] === target;
}
