import { Injectable } from '@nestjs/common';
import { type RouteSetState, type SandboxAddress } from '@sdp/protocol';
import { RouteStates } from '../../sandboxes/route-states.js';
import { GatewaySwitches } from '../switching/gateway-switches.js';
import { judge } from './standing.js';
import { Standings } from './standings.js';

/** What sandboxes' views show of their routes. */
@Injectable()
export class RecordedRouteStates extends RouteStates {
  constructor(
    private readonly standings: Standings,
    private readonly switches: GatewaySwitches,
  ) {
    super();
  }

  async of(sandboxIds: readonly string[]): Promise<ReadonlyMap<string, RouteSetState>> {
    const standings = await this.standings.ofRunning(sandboxIds);
    return new Map(
      sandboxIds.map((id) => {
        const standing = standings.get(id);
        return [id, standing ? judge(standing).state : 'none'];
      }),
    );
  }

  addressOf(sandbox: { id: string; name: string }): Promise<SandboxAddress | null> {
    return this.switches.addressOf(sandbox);
  }
}
