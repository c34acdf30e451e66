import { Injectable } from '@nestjs/common';
import { GATEWAY_SERVICE, type ObservedInstance } from '@sdp/protocol';
import { In } from 'typeorm';
import { Subject } from 'rxjs';
import { ChangeFeed } from '../../changes/change-feed.js';
import { Clock } from '../../clock/clock.js';
import { among } from '../../database/many-ids.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { byInstance } from '../../sandboxes/instances/observation.js';
import { type ServiceInstance } from '../../sandboxes/instances/service-instance.entity.js';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { changesBetween } from '../effective/route-targets.js';
import { GatewayRoutes } from './gateway-routes.entity.js';
import { type ReportedRoutes, RouteReports } from './route-reports.js';

type GatewayRow = Pick<ServiceInstance, 'sandboxId' | 'name' | 'runningDeploymentId'>;

/** What an agent said last of a gateway's routes, as it said it. */
interface Heard {
  said: string | null;
  at: Date | null;
}

/** What agents see of the routes that their gateways have. */
@Injectable()
export class GatewayReports {
  /** By agent, then by sandbox. */
  private readonly heard = new Map<string, ReadonlyMap<string, Heard>>();

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
    const seenOf = byInstance(seen);
    await this.unitOfWork.run(async () => {
      const before = this.heard.get(agentId);
      const now = new Map<string, Heard>();
      for (const gateway of await this.gatewaysOf(agentId)) {
        const { sandboxId } = gateway;
        const serving = servingAmong(seenOf(gateway), gateway);
        const heard = this.hear(serving);
        // What is said again was noted when it was said first; agents repeat themselves for every gateway.
        if (before?.get(sandboxId)?.said !== heard.said) await this.note(sandboxId, serving);
        now.set(sandboxId, heard);
      }
      this.unitOfWork.afterCommit(() => this.heard.set(agentId, now));
    });
  }

  /** By sandbox, of the gateways that run. While an agent is away, what it said last counts. */
  async of(sandboxIds: readonly string[]): Promise<ReadonlyMap<string, GatewayRoutes>> {
    const where = { ...among('sandboxId', sandboxIds), name: GATEWAY_SERVICE };
    const gateways = await this.records.instances.findBy(where);
    const asked = new Set(sandboxIds);
    const running = gateways.filter((gateway) => isRunning(gateway) && asked.has(gateway.sandboxId));
    const rows = await this.table.findBy({ sandboxId: In(running.map(({ sandboxId }) => sandboxId)) });
    return new Map(rows.map((row) => [row.sandboxId, row]));
  }

  /** Whose gateways have this target, whatever they should have. */
  async sandboxesWith(variable: string, target: string): Promise<string[]> {
    const rows = await this.table
      .createQueryBuilder('routes')
      .where('json_extract(routes.targets, :path) = :target', { path: `$."${variable}"`, target })
      .getMany();
    return rows.map(({ sandboxId }) => sandboxId);
  }

  /** When it was last seen to be so. */
  reportedAt({ sandboxId, since }: GatewayRoutes): Date {
    for (const gateways of this.heard.values()) {
      const at = gateways.get(sandboxId)?.at;
      if (at) return at;
    }
    return since;
  }

  private gatewaysOf(agentId: string): Promise<GatewayRow[]> {
    return this.records.instances.find({
      where: { agentId, name: GATEWAY_SERVICE },
      select: { sandboxId: true, name: true, runningDeploymentId: true },
    });
  }

  private hear(serving: ObservedInstance | undefined): Heard {
    if (!serving?.routes) return { said: null, at: null };
    return { said: JSON.stringify([serving.deploymentId, serving.routes]), at: this.clock.now() };
  }

  private async note(sandboxId: string, serving: ObservedInstance | undefined): Promise<void> {
    const known = await this.table.findOneBy({ sandboxId });
    const now = serving?.routes && (await this.reports.read(serving));
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
  containers: readonly ObservedInstance[],
  { runningDeploymentId }: GatewayRow,
): ObservedInstance | undefined {
  return containers.find(
    ({ deploymentId, state }) =>
      deploymentId === runningDeploymentId && (state === 'running' || state === 'unhealthy'),
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
