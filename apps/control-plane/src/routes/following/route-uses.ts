import { Injectable } from '@nestjs/common';
import { type RouteUseView } from '@sdp/protocol';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { EffectiveRoutes } from '../effective/effective-routes.js';
import { type EffectiveRoute, type EffectiveSet } from '../effective/effective-set.js';
import { type Standing } from '../standing/standing.js';
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
    const users = (await this.lostRoutes.users(home.id)).sort((a, b) => (a.name < b.name ? -1 : 1));
    const ids = users.map(({ id }) => id);
    const standings = await this.standings.ofAll(ids);
    const afterwards = await this.effective.ofAll(ids, { without: home.id });

    return users.flatMap(({ id, name, owner }) => {
      const [standing, after] = [standings.get(id), afterwards.get(id)];
      if (!standing || !after) return [];
      const used = standing.effective.routes.filter((route) => leadsTo(home.id, id, route));
      return used.map((route) => ({ sandbox: { id, name, owner }, ...fateOf(route, standing, after) }));
    });
  }
}

function leadsTo(homeId: string, sandboxId: string, { from, override }: EffectiveRoute): boolean {
  if (from === 'instance') return sandboxId === homeId;
  return from === 'sandbox' && override?.kind === 'sandbox' && override.sandboxId === homeId;
}

function fateOf(
  { service, target }: EffectiveRoute,
  standing: Standing,
  after: EffectiveSet,
): Omit<RouteUseView, 'sandbox'> {
  return {
    service,
    isApplied: target !== null && leadsThere(standing, { service, lostTarget: target }),
    fallback: after.routes.find((route) => route.service === service)?.target ?? null,
  };
}
