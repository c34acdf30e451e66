import { Injectable } from '@nestjs/common';
import { type RouteMatrix } from '@sdp/protocol';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { appliedTo } from './route-views.js';
import { judge, type Standing } from './standing.js';
import { Standings } from './standings.js';

type Row = RouteMatrix['rows'][number];

/** All sandboxes by all services. */
@Injectable()
export class RouteMatrices {
  constructor(
    private readonly records: SandboxRecords,
    private readonly standings: Standings,
  ) {}

  async whole(): Promise<RouteMatrix> {
    const sandboxes = await this.records.sandboxes.find({ order: { name: 'ASC' } });
    const standings = await this.standings.ofAll(sandboxes.map(({ id }) => id));
    const rows = sandboxes.flatMap(({ id, name }): Row[] => {
      const standing = standings.get(id);
      if (!standing) return [];
      const { state } = judge(standing);
      return [{ sandboxId: id, sandboxName: name, state, routes: routesOf(standing) }];
    });
    const services = [...new Set(rows.flatMap(({ routes }) => Object.keys(routes)))].sort();
    return { services, rows };
  }
}

function routesOf({ effective, applied }: Standing): Row['routes'] {
  return Object.fromEntries(
    effective.routes.map(({ service, variable, target, from, sandboxName }) => {
      const { isApplied } = appliedTo(applied?.targets, variable, target);
      return [service, { target, from, sandboxName, isApplied }];
    }),
  );
}
