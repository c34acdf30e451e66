import { Injectable } from '@nestjs/common';
import { isTerminal } from '../../deployments/deployment-states.js';
import { routeVariable } from '../effective/route-names.js';
import { Standings } from '../standing/standings.js';
import { AutomaticPushes } from './automatic-pushes.js';
import { Fallbacks } from './fallbacks.js';

/** A gateway that was away when a route fell back still leads to what is gone: it is told on its return. */
@Injectable()
export class FallbackKeeper {
  constructor(
    private readonly fallbacks: Fallbacks,
    private readonly standings: Standings,
    private readonly pushes: AutomaticPushes,
  ) {}

  async check(sandboxId: string): Promise<void> {
    for (const { service, lostTarget } of await this.fallbacks.of([sandboxId])) {
      const { applied, effective, latest } = await this.standings.of(sandboxId);
      const variable = routeVariable(service);
      const isLeft = applied?.targets[variable] === lostTarget && effective.targets[variable] !== lostTarget;
      const isOnItsWay = latest !== null && !isTerminal(latest.deployment.state);
      if (isLeft && !isOnItsWay) await this.pushes.bring(sandboxId, service, `${service} is gone`);
    }
  }
}
