import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { type Viewer } from '../../auth/viewer.js';
import { type Deployment } from '../../deployments/deployment.entity.js';
import { type Sandbox } from '../../sandboxes/sandbox.entity.js';
import { EffectiveRoutes } from '../effective/effective-routes.js';
import { type EffectiveSet, setRoutesOf } from '../effective/effective-set.js';
import { Fallbacks } from '../following/fallbacks.js';
import { setHasChanged } from '../routes.errors.js';
import { RoutePushes } from './route-pushes.js';

/** Pushes that somebody asked for: everything as it is now, whatever it differs in. */
@Injectable()
export class PersonPushes {
  constructor(
    private readonly effective: EffectiveRoutes,
    private readonly pushes: RoutePushes,
    private readonly fallbacks: Fallbacks,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Call within a unit of work.
   * @throws DomainError `conflict` when there is nothing to push to, or when the set is not that of `hash` any more.
   */
  async push(sandbox: Sandbox, { username }: Viewer, reason: string, hash?: string): Promise<Deployment> {
    const effective = await this.effective.of(sandbox.id);
    if (hash !== undefined && hash !== effective.hash) throw setHasChanged();
    const routes = setRoutesOf(effective);
    const deployment = await this.pushes.push(sandbox, { routes, by: username, reason });
    await this.fallbacks.settle(sandbox.id);
    await this.record(sandbox, deployment, effective, reason);
    return deployment;
  }

  private record(
    { id, name }: Sandbox,
    { id: deploymentId, routeRevision: revision }: Deployment,
    { targets }: EffectiveSet,
    reason: string,
  ): Promise<void> {
    return this.audit.record({
      action: 'route.pushed',
      subject: name,
      summary: `pushed route set ${revision}${reason === 'pushed' ? '' : ` (${reason})`}`,
      sandboxId: id,
      details: { deploymentId, revision, targets },
    });
  }
}
