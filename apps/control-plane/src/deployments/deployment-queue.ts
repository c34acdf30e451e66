import { Injectable } from '@nestjs/common';
import { type DeploymentView } from '@sdp/protocol';
import { AgentLink } from '../agents/agent-link.js';
import { AgentsService } from '../agents/agents.service.js';
import { CredentialVault } from '../auth/credential-vault.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { DeploymentRecords } from './deployment-records.js';
import { type Deployment } from './deployment.entity.js';
import { type Obstacles, waitsFor } from './waits-for.js';

type QueuePlace = NonNullable<DeploymentView['queue']>;

/** Who is next on an agent, and what everybody waits for. */
@Injectable()
export class DeploymentQueue {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: DeploymentRecords,
    private readonly agents: AgentsService,
    private readonly link: AgentLink,
    private readonly vault: CredentialVault,
  ) {}

  /** Takes the next one out of the queue; says whether there was one. */
  claimNext(agentId: string): Promise<boolean> {
    return this.unitOfWork.run(async () => {
      const deployment = await this.next(agentId);
      return deployment !== null && this.records.move(deployment, 'dispatched');
    });
  }

  /** The first that can go now; null when the agent is busy or everything waits for something else. */
  private async next(agentId: string): Promise<Deployment | null> {
    const { capacity } = await this.agents.get(agentId);
    const running = await this.records.onAgents({ agentId });
    if (running.length >= (capacity ?? 0)) return null;

    const busy = new Set(running.map(instanceOf));
    const queued = await this.records.queued({ agentId });
    return queued.find((one) => !busy.has(instanceOf(one)) && this.vault.credentialsFor(one.id)) ?? null;
  }

  async placesOn(agentId: string): Promise<Map<string, QueuePlace>> {
    const agent = await this.agents.get(agentId);
    const running = await this.records.onAgents({ agentId });
    const busy = new Set(running.map(instanceOf));
    const queued = await this.records.queued({ agentId });

    const places = queued.map((deployment, index): [string, QueuePlace] => {
      const obstacles: Obstacles = {
        agent: agent.name,
        isAgentConnected: this.link.isConnected(agentId),
        credentialsOf: this.vault.credentialsFor(deployment.id) ? null : deployment.requestedBy,
        busyService: busy.has(instanceOf(deployment)) ? deployment.service : null,
        running: running.length,
        capacity: agent.capacity ?? 0,
        ahead: index,
      };
      return [deployment.id, { position: index + 1, waitsFor: waitsFor(obstacles) }];
    });
    return new Map(places);
  }
}

function instanceOf({ sandboxId, service }: Deployment): string {
  return `${sandboxId}/${service}`;
}
