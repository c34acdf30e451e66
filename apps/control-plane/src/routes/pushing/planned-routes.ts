import { Injectable } from '@nestjs/common';
import { GATEWAY_SERVICE } from '@sdp/protocol';
import { PLATFORM } from '../../audit/audit-trail.js';
import { type Deployment } from '../../deployments/deployment.entity.js';
import { type RoutesOfRun, RunRoutes } from '../../sandboxes/run-routes.js';
import { EffectiveRoutes } from '../effective/effective-routes.js';
import { effectiveSet, targetsOf } from '../effective/effective-set.js';
import { UrlCheck } from '../overrides/url-check.js';
import { GatewayRunSets } from './gateway-run-sets.js';
import { RouteSecrets } from './route-secrets.js';

/** Says which routes a run gets. */
@Injectable()
export class PlannedRoutes extends RunRoutes {
  constructor(
    private readonly effective: EffectiveRoutes,
    private readonly runSets: GatewayRunSets,
    private readonly secrets: RouteSecrets,
    private readonly urls: UrlCheck,
  ) {
    super();
  }

  async next(sandboxId: string, service: string): Promise<Record<string, string>> {
    return { ...effectiveSet(await this.effective.sourcesOf(sandboxId, service)).targets };
  }

  /** @throws DomainError `url-not-allowed` when an explicit URL may not be gone to any more. */
  async of(deployment: Deployment): Promise<RoutesOfRun> {
    const { sandboxId, service } = deployment;
    if (service !== GATEWAY_SERVICE)
      return { targets: await this.next(sandboxId, service), withdrawn: [], revision: null };

    const set = await this.runSets.for(deployment);
    if (!followsByItself(deployment)) await this.urls.assertAllowed(set.routes);
    await this.secrets.note(set);
    const targets = { ...targetsOf(set.routes) };
    const { baseline } = await this.effective.sourcesOf(sandboxId);
    const withdrawn = Object.keys(baseline).filter((variable) => !(variable in targets));
    return { targets, withdrawn, revision: set.revision };
  }
}

/** What the platform pushes leaves explicit URLs as the gateway has them: a route that has to go is not held up by them. */
function followsByItself({ kind, requestedBy }: Deployment): boolean {
  return kind === 'routes' && requestedBy === PLATFORM;
}
