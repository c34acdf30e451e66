import { Injectable } from '@nestjs/common';
import { GATEWAY_SERVICE } from '@sdp/protocol';
import { AgentsService } from '../../agents/agents.service.js';
import { among } from '../../database/many-ids.js';
import { instanceUrl } from '../../sandboxes/instances/instance-url.js';
import { type ServiceInstance } from '../../sandboxes/instances/service-instance.entity.js';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { type Sandbox } from '../../sandboxes/sandbox.entity.js';
import { routeVariable } from '../effective/route-names.js';
import { OverrideRecords } from '../overrides/override-records.js';
import { GatewayReports } from '../standing/gateway-reports.js';
import { type LostRoute } from './fallbacks.js';

/** Knows whose routes may lead to an instance. */
@Injectable()
export class LostRoutes {
  constructor(
    private readonly records: SandboxRecords,
    private readonly agents: AgentsService,
    private readonly overrides: OverrideRecords,
    private readonly reports: GatewayReports,
  ) {}

  /** The routes that may be lost when the instance goes: its own sandbox's, and those of sandboxes that use it. */
  async with(instance: ServiceInstance): Promise<LostRoute[]> {
    const { sandboxId, name: service } = instance;
    const home = await this.records.get(sandboxId);
    await this.overrides.rename(sandboxId, home.name);
    const lostTarget = await this.urlOf(instance);
    const users = await this.usersOf(sandboxId, new Map([[service, lostTarget]]));
    return users.map((sandbox) => ({
      sandboxId: sandbox.id,
      sandboxName: sandbox.name,
      service,
      lostTarget,
      cause: causeOf(service, home, sandbox),
    }));
  }

  /**
   * The sandbox itself, those that were decided to use one of these services of it, and those whose gateways still do,
   * whatever was decided since: it may not have been pushed.
   */
  async usersOf(sandboxId: string, targets: ReadonlyMap<string, string>): Promise<Sandbox[]> {
    const decided = (await this.overrides.to(sandboxId)).filter(({ service }) => targets.has(service));
    const leading = await Promise.all(
      [...targets].map(([service, url]) => this.reports.sandboxesWith(routeVariable(service), url)),
    );
    return this.present([sandboxId, ...decided.map((row) => row.sandboxId), ...leading.flat()]);
  }

  /** The sandbox itself, and those that were decided to use its service. */
  async decidedUsersOf(sandboxId: string, service: string): Promise<Sandbox[]> {
    const others = (await this.overrides.to(sandboxId, service)).map((row) => row.sandboxId);
    return this.present([sandboxId, ...others]);
  }

  /** Where the services of a sandbox are reached, by name. */
  async targetsOf(sandboxId: string): Promise<ReadonlyMap<string, string>> {
    const instances = await this.records.instances.find({ where: { sandboxId }, order: { name: 'ASC' } });
    const staying = instances.filter(
      ({ name, desired }) => name !== GATEWAY_SERVICE && desired !== 'removed',
    );
    return new Map(await Promise.all(staying.map(async (one) => [one.name, await this.urlOf(one)] as const)));
  }

  /** Those that are going themselves do not count. */
  private async present(ids: readonly string[]): Promise<Sandbox[]> {
    const sandboxes = await this.records.sandboxes.findBy(among('id', [...new Set(ids)]));
    return sandboxes.filter(({ deletingSince }) => deletingSince === null);
  }

  private async urlOf({ agentId, hostPort }: ServiceInstance): Promise<string> {
    return instanceUrl(await this.agents.get(agentId), hostPort);
  }
}

function causeOf(service: string, home: Sandbox, sandbox: Sandbox): string {
  if (home.id === sandbox.id) return `${service} was removed`;
  if (home.deletingSince) return `sandbox ${home.name} was deleted`;
  return `${service} was removed from sandbox ${home.name}`;
}
