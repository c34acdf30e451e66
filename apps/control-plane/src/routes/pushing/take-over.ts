import { Injectable } from '@nestjs/common';
import { type RouteOverride } from '@sdp/protocol';
import { type Viewer } from '../../auth/viewer.js';
import { type Sandbox } from '../../sandboxes/sandbox.entity.js';
import { EffectiveRoutes } from '../effective/effective-routes.js';
import { type RouteSources } from '../effective/effective-set.js';
import { routeVariable } from '../effective/route-names.js';
import { type RouteChange } from '../effective/route-targets.js';
import { OverrideChanges } from '../overrides/override-changes.js';
import { UrlCheck } from '../overrides/url-check.js';
import { notTakenOver } from '../routes.errors.js';
import { type Elsewhere, InstancesElsewhere } from './instances-elsewhere.js';

/** Where a route is to lead from now on, and the override that makes it so: null for none. */
export interface Decision {
  service: string;
  override: RouteOverride | null;
  sandboxName: string | null;
}

/** Turns targets that somebody wants to have into overrides that lead there. */
@Injectable()
export class TakeOver {
  constructor(
    private readonly effective: EffectiveRoutes,
    private readonly instances: InstancesElsewhere,
    private readonly urls: UrlCheck,
    private readonly changes: OverrideChanges,
  ) {}

  /**
   * Resolves hosts: not within a unit of work.
   * @throws DomainError `url-not-allowed` that names every route which cannot lead there; then none is taken over.
   */
  async decide(
    sandboxId: string,
    wanted: readonly Pick<RouteChange, 'service' | 'to'>[],
    user: Viewer,
    failure: string,
  ): Promise<Decision[]> {
    const sources = await this.effective.sourcesOf(sandboxId);
    const elsewhere = await this.instances.of(
      sandboxId,
      wanted.map(({ service }) => service),
    );
    const refused: Record<string, string> = {};
    const decisions: Decision[] = [];
    for (const { service, to } of wanted) {
      const decision = to === null ? null : decisionFor(service, to, sources, elsewhere);
      const refusal = decision
        ? await this.refusalOf(decision, user)
        : 'It cannot be left out by an override.';
      if (refusal) refused[service] = refusal;
      else if (decision) decisions.push(decision);
    }
    if (Object.keys(refused).length > 0) throw notTakenOver(failure, refused);
    return decisions;
  }

  /** Call within a unit of work. */
  async apply(sandbox: Sandbox, decisions: readonly Decision[]): Promise<void> {
    for (const { service, override, sandboxName } of decisions) {
      if (override) await this.changes.put(sandbox, service, override, sandboxName);
      else await this.changes.remove(sandbox, service);
    }
  }

  private async refusalOf({ override }: Decision, { role }: Viewer): Promise<string | null> {
    if (override?.kind !== 'url') return null;
    if (role !== 'ops') return `Only ops may lead it to ${override.url}.`;
    return this.urls.thoroughRefusalOf(override.url);
  }
}

/** What follows by itself, else what names its target, else the explicit URL. */
export function decisionFor(
  service: string,
  target: string,
  { own, baseline }: Pick<RouteSources, 'own' | 'baseline'>,
  elsewhere: Elsewhere,
): Decision {
  const baselineTarget = baseline[routeVariable(service)];
  const decided = (override: RouteOverride | null, sandboxName: string | null = null): Decision => ({
    service,
    override,
    sandboxName,
  });
  if ((own.get(service)?.url ?? baselineTarget) === target) return decided(null);
  if (baselineTarget === target) return decided({ kind: 'baseline' });
  const found = elsewhere(service, target);
  if (found) return decided({ kind: 'sandbox', sandboxId: found.sandboxId }, found.sandboxName);
  return decided({ kind: 'url', url: target });
}
