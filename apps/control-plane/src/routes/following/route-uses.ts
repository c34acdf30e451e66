import { Injectable } from '@nestjs/common';
import { type RouteUseView } from '@sdp/protocol';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { type Sandbox } from '../../sandboxes/sandbox.entity.js';
import { EffectiveRoutes } from '../effective/effective-routes.js';
import { type EffectiveRoute, type EffectiveSet } from '../effective/effective-set.js';
import { Standings } from '../standing/standings.js';
import { leadsThere } from './falling-back.js';
import { LostRoutes } from './lost-routes.js';

/** Says, before a service goes, whose routes lead to it, and where these lead then. */
@Injectable()
export class RouteUses {
  constructor(
    private readonly records: SandboxRecords,
    private readonly lostRoutes: LostRoutes,
    private readonly standings: Standings,
    private readonly effective: EffectiveRoutes,
  ) {}

  /** Those to any service of the sandbox, its own among them, by the name of the sandbox that they belong to. */
  async of(homeId: string): Promise<RouteUseView[]> {
    const home = await this.records.get(homeId);
    const targets = await this.lostRoutes.targetsOf(home.id);
    const users = await this.lostRoutes.usersOf(home.id, targets);
    const ids = users.map(({ id }) => id);
    const standings = await this.standings.ofAll(ids);
    const afterwards = await this.effective.ofAll(ids, { without: home.id });

    return users.sort(byName).flatMap(({ id, name, owner }) => {
      const [standing, after] = [standings.get(id), afterwards.get(id)];
      if (!standing || !after) return [];
      return [...targets].flatMap(([service, lostTarget]) => {
        const isApplied = leadsThere(standing, { service, lostTarget });
        const decided = routeOf(standing.effective, service);
        if (!isApplied && !(decided && leadsTo(home.id, id, decided))) return [];
        const fallback = routeOf(after, service)?.target ?? null;
        return [{ sandbox: { id, name, owner }, service, isApplied, fallback }];
      });
    });
  }
}

const byName = (a: Sandbox, b: Sandbox) => (a.name < b.name ? -1 : 1);

function routeOf({ routes }: EffectiveSet, service: string): EffectiveRoute | undefined {
  return routes.find((route) => route.service === service);
}

function leadsTo(homeId: string, sandboxId: string, { from, override }: EffectiveRoute): boolean {
  if (from === 'instance') return sandboxId === homeId;
  return from === 'sandbox' && override?.kind === 'sandbox' && override.sandboxId === homeId;
}
