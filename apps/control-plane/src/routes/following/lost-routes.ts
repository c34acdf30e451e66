import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { AgentsService } from '../../agents/agents.service.js';
import { instanceUrl } from '../../sandboxes/instances/instance-url.js';
import { type ServiceInstance } from '../../sandboxes/instances/service-instance.entity.js';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { type Sandbox } from '../../sandboxes/sandbox.entity.js';
import { OverrideRecords } from '../overrides/override-records.js';
import { type LostRoute } from './fallbacks.js';

/** Knows whose routes may lead to an instance. */
@Injectable()
export class LostRoutes {
  constructor(
    private readonly records: SandboxRecords,
    private readonly agents: AgentsService,
    private readonly overrides: OverrideRecords,
  ) {}

  /** The routes that are lost when the instance goes: its own sandbox's, and those of sandboxes that use it. */
  async with(instance: ServiceInstance): Promise<LostRoute[]> {
    const { sandboxId, name: service } = instance;
    const home = await this.records.get(sandboxId);
    await this.overrides.rename(sandboxId, home.name);
    const lostTarget = await this.urlOf(instance);
    return (await this.users(sandboxId, service)).map((sandbox) => ({
      sandboxId: sandbox.id,
      sandboxName: sandbox.name,
      service,
      lostTarget,
      cause: causeOf(service, home, sandbox),
    }));
  }

  /** Of any of its services when none is named. Those that are going themselves do not count. */
  async users(sandboxId: string, service?: string): Promise<Sandbox[]> {
    const others = (await this.overrides.to(sandboxId, service)).map((row) => row.sandboxId);
    const sandboxes = await this.records.sandboxes.findBy({ id: In([sandboxId, ...others]) });
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
