import { Injectable } from '@nestjs/common';
import { RouteDeployments } from '../../deployments/route-deployments.js';
import { notFound } from '../../errors/domain-error.js';
import { EffectiveRoutes } from '../effective/effective-routes.js';
import { type RouteSet } from '../pushing/route-set.entity.js';
import { RouteSets } from '../pushing/route-sets.js';
import { GatewaySwitches } from '../switching/gateway-switches.js';
import { GatewayReports } from './gateway-reports.js';
import { type GatewayRoutes } from './gateway-routes.entity.js';
import { type Standing } from './standing.js';

/** Brings together how the routes of sandboxes stand. The number of queries does not grow with the sandboxes'. */
@Injectable()
export class Standings {
  constructor(
    private readonly effective: EffectiveRoutes,
    private readonly sets: RouteSets,
    private readonly reports: GatewayReports,
    private readonly deployments: RouteDeployments,
    private readonly switches: GatewaySwitches,
  ) {}

  async of(sandboxId: string): Promise<Standing> {
    const standing = (await this.ofAll([sandboxId])).get(sandboxId);
    if (!standing) throw notFound('sandbox');
    return standing;
  }

  /** Of those whose gateway runs: without one there is nothing to judge, and most sandboxes of a long list have none. */
  async ofRunning(sandboxIds: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
    return this.ofAll([...(await this.reports.of(sandboxIds)).keys()]);
  }

  async ofAll(sandboxIds: readonly string[]): Promise<ReadonlyMap<string, Standing>> {
    const effective = await this.effective.ofAll(sandboxIds);
    const applied = await this.reports.of(sandboxIds);
    const newest = await this.sets.newest(sandboxIds);
    const latest = await this.deployments.newest(sandboxIds);
    const latestSets = await this.sets.find(
      [...latest].map(([sandboxId, { routeRevision }]) => ({ sandboxId, revision: routeRevision ?? 0 })),
    );
    const given = await this.givenTo([...applied.values()]);
    const problems = await this.switches.problemsOf(sandboxIds);

    return new Map(
      [...effective].map(([id, set]): [string, Standing] => {
        const [deployment, latestSet] = [latest.get(id), latestSets.get(id)];
        return [
          id,
          {
            effective: set,
            applied: applied.get(id) ?? null,
            given: given.get(id) ?? null,
            newest: newest.get(id) ?? null,
            latest: deployment && latestSet ? { deployment, set: latestSet } : null,
            switchProblem: problems.get(id) ?? null,
          },
        ];
      }),
    );
  }

  /** An adopted set is newer than what the container was started with. */
  private async givenTo(gateways: readonly GatewayRoutes[]): Promise<ReadonlyMap<string, RouteSet>> {
    const started = await this.sets.find(
      gateways.flatMap(({ sandboxId, revision }) => (revision === null ? [] : { sandboxId, revision })),
    );
    const adopted = await this.sets.adoptedFrom(gateways.map(({ deploymentId }) => deploymentId));
    return new Map([...started, ...adopted]);
  }
}
