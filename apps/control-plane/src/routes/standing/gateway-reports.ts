import { Injectable } from '@nestjs/common';
import { GATEWAY_SERVICE, type ObservedInstance } from '@sdp/protocol';
import { In } from 'typeorm';
import { Subject } from 'rxjs';
import { ChangeFeed } from '../../changes/change-feed.js';
import { Clock } from '../../clock/clock.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { type ServiceInstance } from '../../sandboxes/instances/service-instance.entity.js';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { changesBetween } from '../effective/route-targets.js';
import { GatewayRoutes } from './gateway-routes.entity.js';
import { type ReportedRoutes, RouteReports } from './route-reports.js';

/** What agents see of the routes that their gateways have. */
@Injectable()
export class GatewayReports {
  private readonly heardAt = new Map<string, Date>();

  /** The gateway of this sandbox was seen with other routes than before. */
  readonly changed = new Subject<string>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: SandboxRecords,
    private readonly reports: RouteReports,
    private readonly feed: ChangeFeed,
    private readonly clock: Clock,
  ) {}

  /** The agent's whole list, after the observations were taken from it. */
  async take(agentId: string, seen: readonly ObservedInstance[]): Promise<void> {
    await this.unitOfWork.run(async () => {
      for (const gateway of await this.records.instances.findBy({ agentId, name: GATEWAY_SERVICE }))
        await this.note(gateway, servingAmong(seen, gateway));
    });
  }

  /** By sandbox, of the gateways that run. While an agent is away, what it said last counts. */
  async of(sandboxIds: readonly string[]): Promise<ReadonlyMap<string, GatewayRoutes>> {
    const where = { sandboxId: In([...sandboxIds]), name: GATEWAY_SERVICE };
    const gateways = await this.records.instances.findBy(where);
    const running = new Set(gateways.filter(isRunning).map(({ sandboxId }) => sandboxId));
    const rows = await this.table.findBy({ sandboxId: In([...running]) });
    return new Map(rows.map((row) => [row.sandboxId, row]));
  }

  /** When it was last seen to be so. */
  reportedAt({ sandboxId, since }: GatewayRoutes): Date {
    return this.heardAt.get(sandboxId) ?? since;
  }

  private async note({ sandboxId }: ServiceInstance, serving: ObservedInstance | undefined): Promise<void> {
    const known = await this.table.findOneBy({ sandboxId });
    const now = serving?.routes && (await this.reports.read(serving));
    if (now) this.heardAt.set(sandboxId, this.clock.now());
    if (now ? known && isSame(known, now) : !known) return;

    if (now) await this.table.save({ ...now, since: this.clock.now() });
    else await this.table.delete({ sandboxId });
    this.feed.announce('routes', sandboxId);
    this.unitOfWork.afterCommit(() => this.changed.next(sandboxId));
  }

  private get table() {
    return this.unitOfWork.manager.getRepository(GatewayRoutes);
  }
}

/** During an exchange two containers run: the one that serves counts until it is gone. */
function servingAmong(
  seen: readonly ObservedInstance[],
  { sandboxId, runningDeploymentId }: ServiceInstance,
): ObservedInstance | undefined {
  return seen.find(
    (one) =>
      one.sandboxId === sandboxId &&
      one.service === GATEWAY_SERVICE &&
      one.deploymentId === runningDeploymentId &&
      (one.state === 'running' || one.state === 'unhealthy'),
  );
}

function isRunning({ desired, observed, runningDeploymentId }: ServiceInstance): boolean {
  if (desired === 'removed' || runningDeploymentId === null) return false;
  return observed === 'running' || observed === 'unhealthy' || observed === 'unknown';
}

function isSame(known: GatewayRoutes, now: ReportedRoutes): boolean {
  return (
    known.deploymentId === now.deploymentId &&
    known.revision === now.revision &&
    changesBetween(known.targets, now.targets).length === 0
  );
}
