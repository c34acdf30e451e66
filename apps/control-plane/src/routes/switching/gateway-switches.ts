import { Injectable } from '@nestjs/common';
import { GATEWAY_SERVICE, type SandboxAddress, type SwitchFrame, type SwitchView } from '@sdp/protocol';
import { among } from '../../database/many-ids.js';
import { AgentsService } from '../../agents/agents.service.js';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';

/** The sandbox switches, and which of them stands in front of whose gateway. */
@Injectable()
export class GatewaySwitches {
  constructor(
    private readonly records: SandboxRecords,
    private readonly agents: AgentsService,
  ) {}

  /** What is wrong with the switch in front of a sandbox's gateway; no entry where nothing is. */
  async problemsOf(sandboxIds: readonly string[]): Promise<ReadonlyMap<string, string>> {
    const switches = await this.switchesOf(sandboxIds);
    return new Map(
      [...switches].flatMap(([id, { problem }]): [string, string][] => (problem ? [[id, problem]] : [])),
    );
  }

  /** Null when no switch stands in front of its gateway. */
  async addressOf({ id, name }: { id: string; name: string }): Promise<SandboxAddress | null> {
    const found = (await this.switchesOf([id])).get(id);
    return found ? addressBehind(found, name) : null;
  }

  /** All that the switch of an agent shall know: a name without a gateway there has a page that says so. */
  async tableFor(agentId: string): Promise<SwitchFrame> {
    const sandboxes = await this.records.names();
    const gateways = await this.records.instances.findBy({ agentId, name: GATEWAY_SERVICE });
    const lasting = gateways.filter(({ desired }) => desired !== 'removed');
    const ports = new Map(lasting.map(({ sandboxId, hostPort }) => [sandboxId, hostPort]));
    return { sandboxes: sandboxes.map(({ id, name }) => ({ name, hostPort: ports.get(id) ?? null })) };
  }

  private async switchesOf(sandboxIds: readonly string[]): Promise<ReadonlyMap<string, SwitchView>> {
    const where = { ...among('sandboxId', sandboxIds), name: GATEWAY_SERVICE };
    const gateways = (await this.records.instances.findBy(where)).filter(
      ({ desired }) => desired !== 'removed',
    );
    const agents = await this.agents.byIds([...new Set(gateways.map(({ agentId }) => agentId))]);
    return new Map(
      gateways.flatMap(({ sandboxId, agentId }): [string, SwitchView][] => {
        const found = agents.get(agentId)?.switch;
        return found ? [[sandboxId, found]] : [];
      }),
    );
  }
}

function addressBehind({ url, domain }: SwitchView, sandbox: string): SandboxAddress {
  const { protocol, port } = new URL(url);
  const host = domain === null ? null : `${sandbox}.${domain}${port && `:${port}`}`;
  return {
    switchUrl: url,
    url: host && `${protocol}//${host}`,
    header: { name: 'X-Sandbox', value: sandbox },
    cookieUrl: `${url}/.sandbox/${sandbox}`,
  };
}
