import { Injectable } from '@nestjs/common';
import { type RoutePreview, type RouteSetView, type RouteView, type RouteWarning } from '@sdp/protocol';
import { type EffectiveSet, targetsOf } from '../effective/effective-set.js';
import { serviceOf } from '../effective/route-names.js';
import { changesBetween, hashOf, type RouteTargets } from '../effective/route-targets.js';
import { Fallbacks, warningOf } from '../following/fallbacks.js';
import { RouteProbes } from '../probing/route-probes.js';
import { GatewayReports } from './gateway-reports.js';
import { judge, type Standing } from './standing.js';
import { Standings } from './standings.js';

/** Route sets as people see them. */
@Injectable()
export class RouteViews {
  constructor(
    private readonly standings: Standings,
    private readonly reports: GatewayReports,
    private readonly fallbacks: Fallbacks,
    private readonly probes: RouteProbes,
  ) {}

  async of(sandboxId: string): Promise<RouteSetView> {
    const standing = await this.standings.of(sandboxId);
    const { effective, newest } = standing;
    return {
      sandboxId,
      ...judge(standing),
      revision: newest?.revision ?? 0,
      hash: effective.hash,
      applied: this.appliedOf(standing),
      routes: [...this.declared(sandboxId, standing), ...undeclared(standing)],
      warnings: await this.warningsOf(sandboxId, effective),
    };
  }

  /** Against what the gateway has; against what it was to have last, while none runs. */
  async preview(sandboxId: string): Promise<RoutePreview> {
    const { effective, applied, newest } = await this.standings.of(sandboxId);
    const before = applied?.targets ?? targetsOf(newest?.routes ?? []);
    return {
      revision: (newest?.revision ?? 0) + 1,
      hash: effective.hash,
      changes: changesBetween(before, effective.targets),
      warnings: await this.warningsOf(sandboxId, effective),
    };
  }

  private appliedOf({ applied, given }: Standing): RouteSetView['applied'] {
    if (!applied) return null;
    const revision = given?.adoptedFrom ? given.revision : applied.revision;
    const reportedAt = this.reports.reportedAt(applied).toISOString();
    return { revision, hash: hashOf(applied.targets), reportedAt };
  }

  private declared(sandboxId: string, { effective, applied }: Standing): RouteView[] {
    return effective.routes.map((route) => ({
      ...route,
      ...appliedTo(applied?.targets, route.variable, route.target),
      probe: this.probes.seen(sandboxId, route.target),
    }));
  }

  private async warningsOf(
    sandboxId: string,
    { warnings, routes, stopped }: EffectiveSet,
  ): Promise<RouteWarning[]> {
    const down = warnings.flatMap(({ code, service }) => (code === 'target-down' ? [service] : []));
    const expected = new Set([...down, ...stopped]);
    const unreachable = routes.flatMap(({ service, target }): RouteWarning[] => {
      const probe = this.probes.seen(sandboxId, target);
      if (!probe || probe.isReachable || expected.has(service)) return [];
      const message = `${service} does not answer the gateway's host: ${probe.problem ?? 'no answer'}.`;
      return [{ code: 'target-down', service, message }];
    });
    const fallenBack = (await this.fallbacks.of([sandboxId])).map(warningOf);
    return [...fallenBack, ...warnings, ...unreachable];
  }
}

/** What the gateway has beyond that: somebody gave it by hand, or it is not wanted any more. */
function undeclared({ effective, applied }: Standing): RouteView[] {
  const isDeclared = new Set(effective.routes.map(({ variable }) => variable));
  return Object.entries(applied?.targets ?? {})
    .filter(([variable]) => !isDeclared.has(variable))
    .map(([variable, found]) => ({
      service: serviceOf(variable) ?? variable,
      variable,
      target: null,
      from: 'baseline',
      override: null,
      sandboxName: null,
      applied: found,
      isApplied: false,
      probe: null,
    }));
}

export function appliedTo(
  found: RouteTargets | undefined,
  variable: string,
  target: string | null,
): Pick<RouteView, 'applied' | 'isApplied'> {
  const applied = found?.[variable] ?? null;
  return { applied, isApplied: found !== undefined && applied === target };
}
