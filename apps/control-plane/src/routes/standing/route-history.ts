import { Injectable } from '@nestjs/common';
import { type RouteSetVersion } from '@sdp/protocol';
import { isTerminal } from '../../deployments/deployment-states.js';
import { type Deployment } from '../../deployments/deployment.entity.js';
import { RouteDeployments } from '../../deployments/route-deployments.js';
import { targetsOf } from '../effective/effective-set.js';
import { type RouteSet } from '../pushing/route-set.entity.js';
import { RouteSets } from '../pushing/route-sets.js';
import { Standings } from './standings.js';

const MAX_SETS = 200;

/** What a sandbox's gateway was given when, and what became of it. */
@Injectable()
export class RouteHistory {
  constructor(
    private readonly sets: RouteSets,
    private readonly deployments: RouteDeployments,
    private readonly standings: Standings,
  ) {}

  /** Newest first. */
  async of(sandboxId: string): Promise<RouteSetVersion[]> {
    const { given } = await this.standings.of(sandboxId);
    const newestFirst = await this.deployments.carrying(sandboxId);
    const sets = await this.sets.history(sandboxId, MAX_SETS);
    return sets.map((set) => ({
      revision: set.revision,
      hash: set.hash,
      createdAt: set.createdAt.toISOString(),
      createdBy: set.createdBy,
      reason: set.reason,
      state: stateOf(
        set,
        newestFirst.find(({ routeRevision }) => routeRevision === set.revision),
        given,
      ),
      routes: { ...targetsOf(set.routes) },
    }));
  }
}

function stateOf(
  { revision }: RouteSet,
  carrier: Deployment | undefined,
  given: RouteSet | null,
): RouteSetVersion['state'] {
  if (carrier && !isTerminal(carrier.state)) return 'pushing';
  if (revision === given?.revision) return 'applied';
  return carrier?.state === 'failed' || carrier?.state === 'lost' ? 'failed' : 'replaced';
}
