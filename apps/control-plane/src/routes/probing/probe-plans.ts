import { Injectable } from '@nestjs/common';
import { GATEWAY_SERVICE } from '@sdp/protocol';
import ipaddr from 'ipaddr.js';
import { In } from 'typeorm';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { EffectiveRoutes } from '../effective/effective-routes.js';
import { type EffectiveRoute } from '../effective/effective-set.js';
import { hostOf } from '../overrides/url-rules.js';
import { noProbe } from '../routes.errors.js';
import { GatewayReports } from '../standing/gateway-reports.js';

/** More is no set that somebody needs to have probed. */
const MAX_TARGETS = 500;

/** What is to be looked at for a sandbox, and from where. */
export interface ProbePlan {
  sandboxId: string;
  agentId: string;
  targets: string[];
  /** Those of them that are where the platform put them, or that ops may lead to. */
  trusted: string[];
}

@Injectable()
export class ProbePlans {
  constructor(
    private readonly records: SandboxRecords,
    private readonly effective: EffectiveRoutes,
    private readonly reports: GatewayReports,
  ) {}

  /** @throws DomainError `conflict` when the sandbox has no gateway. */
  async of(sandboxId: string): Promise<ProbePlan> {
    const [plan] = await this.ofAll([sandboxId]);
    if (!plan) throw noProbe((await this.records.get(sandboxId)).name);
    return plan;
  }

  /** Of those that have a gateway: what is declared and what is applied. */
  async ofAll(sandboxIds: readonly string[]): Promise<ProbePlan[]> {
    const where = { sandboxId: In([...sandboxIds]), name: GATEWAY_SERVICE };
    const gateways = (await this.records.instances.findBy(where)).filter(
      ({ desired }) => desired !== 'removed',
    );
    const ids = gateways.map(({ sandboxId }) => sandboxId);
    const effective = await this.effective.ofAll(ids);
    const applied = await this.reports.of(ids);
    return gateways.map(({ sandboxId, agentId }) => {
      const routes = effective.get(sandboxId)?.routes ?? [];
      const declared = targetsAmong(routes);
      const found = Object.values(applied.get(sandboxId)?.targets ?? {});
      const targets = [...new Set([...declared, ...found])].slice(0, MAX_TARGETS);
      return { sandboxId, agentId, targets, trusted: targetsAmong(routes.filter(isVouchedFor)) };
    });
  }
}

function targetsAmong(routes: readonly EffectiveRoute[]): string[] {
  return routes.flatMap(({ target }) => target ?? []);
}

/** A name may resolve to anything by now, and anybody may write a baseline. */
function isVouchedFor({ from, target }: EffectiveRoute): boolean {
  if (from === 'url') return target !== null && ipaddr.isValid(hostOf(target));
  return from !== 'baseline';
}
