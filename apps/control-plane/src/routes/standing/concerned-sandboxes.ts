import { Injectable } from '@nestjs/common';
import { GATEWAY_SERVICE } from '@sdp/protocol';
import { AgentsService } from '../../agents/agents.service.js';
import { type Change } from '../../changes/change-feed.js';
import { DeploymentsService } from '../../deployments/deployments.service.js';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { OverrideRecords } from '../overrides/override-records.js';

/** Knows whose routes look different after a change of something else. */
@Injectable()
export class ConcernedSandboxes {
  private readonly switchProblems = new Map<string, string | null>();

  constructor(
    private readonly records: SandboxRecords,
    private readonly overrides: OverrideRecords,
    private readonly deployments: DeploymentsService,
    private readonly agents: AgentsService,
  ) {}

  async by({ kind, id }: Change): Promise<string[]> {
    switch (kind) {
      case 'sandbox':
        return [id, ...(await this.overrides.to(id)).map(({ sandboxId }) => sandboxId)];
      case 'sandbox-removed':
        return (await this.overrides.to(id)).map(({ sandboxId }) => sandboxId);
      case 'deployment':
        return this.byDeployment(id);
      case 'environment':
        return (await this.records.sandboxes.findBy({ environmentId: id })).map((sandbox) => sandbox.id);
      case 'agent':
        return this.byAgent(id);
      default:
        return [];
    }
  }

  private async byDeployment(id: string): Promise<string[]> {
    const deployment = (await this.deployments.find([id])).get(id);
    return deployment?.service === GATEWAY_SERVICE ? [deployment.sandboxId] : [];
  }

  /** Agents change all the time; only what is wrong with their switch matters here. */
  private async byAgent(id: string): Promise<string[]> {
    const problem = (await this.agents.get(id)).switch?.problem ?? null;
    const before = this.switchProblems.get(id) ?? null;
    this.switchProblems.set(id, problem);
    if (problem === before) return [];
    const gateways = await this.records.instances.findBy({ agentId: id, name: GATEWAY_SERVICE });
    return gateways.map(({ sandboxId }) => sandboxId);
  }
}
