import { Injectable } from '@nestjs/common';
import { GATEWAY_SERVICE } from '@sdp/protocol';
import { In } from 'typeorm';
import { AgentsService } from '../../agents/agents.service.js';
import { instanceUrl } from '../../sandboxes/instances/instance-url.js';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';

/** Says to whose instance of a service a URL belongs. */
export type Elsewhere = (
  service: string,
  url: string,
) => { sandboxId: string; sandboxName: string } | undefined;

/** Finds the instances of other sandboxes that a target may belong to. */
@Injectable()
export class InstancesElsewhere {
  constructor(
    private readonly records: SandboxRecords,
    private readonly agents: AgentsService,
  ) {}

  async of(sandboxId: string, services: readonly string[]): Promise<Elsewhere> {
    const all = await this.records.instances.findBy({ name: In([...services]) });
    const others = all.filter(
      (one) => one.sandboxId !== sandboxId && one.desired !== 'removed' && one.name !== GATEWAY_SERVICE,
    );
    const agents = await this.agents.byIds([...new Set(others.map(({ agentId }) => agentId))]);
    const homes = await this.records.sandboxes.findBy({ id: In(others.map((one) => one.sandboxId)) });
    const names = new Map(homes.map(({ id, name }) => [id, name]));
    const found = new Map(
      others.map((one) => [
        `${one.name} ${instanceUrl(agents.get(one.agentId), one.hostPort)}`,
        { sandboxId: one.sandboxId, sandboxName: names.get(one.sandboxId) ?? '' },
      ]),
    );
    return (service, url) => found.get(`${service} ${url}`);
  }
}
