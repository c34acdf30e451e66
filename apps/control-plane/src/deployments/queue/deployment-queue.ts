import { Injectable } from '@nestjs/common';
import { type DeploymentView } from '@sdp/protocol';
import { AgentLink } from '../../agents/agent-link.js';
import { type Agent } from '../../agents/agent.entity.js';
import { AgentsService } from '../../agents/agents.service.js';
import { DeploymentRecords } from '../deployment-records.js';
import { type Deployment, instanceOf, isBuilding } from '../deployment.entity.js';
import { QueueBlocks } from './queue-blocks.js';
import { waitsFor } from './waits-for.js';

type QueuePlace = NonNullable<DeploymentView['queue']>;

/** Who is next on each agent, and what everybody waits for. */
@Injectable()
export class DeploymentQueue {
  constructor(
    private readonly records: DeploymentRecords,
    private readonly agents: AgentsService,
    private readonly link: AgentLink,
    private readonly blocks: QueueBlocks,
  ) {}

  /** The places of all that wait for one of the agents. */
  async placesOn(agentIds: readonly string[]): Promise<ReadonlyMap<string, QueuePlace>> {
    if (agentIds.length === 0) return new Map();
    const waiting = await this.waitingFor(agentIds);
    if (waiting.length === 0) return new Map();
    const agents = await this.agents.byIds([...agentIds]);
    const running = await this.records.onAgents();
    const blocks = await this.blocks.of(waiting);
    const ofAgent =
      ({ id }: Agent) =>
      (deployment: Deployment) =>
        deployment.agentId === id;

    const places = new Map<string, QueuePlace>();
    for (const agent of agents.values()) {
      const runningThere = running.filter(ofAgent(agent));
      const busy = new Set(runningThere.map(instanceOf));
      const building = runningThere.filter(isBuilding).length;
      const line = waiting.filter(ofAgent(agent));
      for (const [index, deployment] of line.entries()) {
        const needsPlace = isBuilding(deployment);
        const obstacles = {
          ...blocks.get(deployment.id)!,
          agent: agent.name,
          isAgentConnected: this.link.isConnected(agent.id),
          busyService: busy.has(instanceOf(deployment)) ? deployment.service : null,
          needsPlace,
          building,
          capacity: agent.capacity ?? 0,
          ahead: needsPlace ? line.slice(0, index).filter(isBuilding).length : 0,
        };
        places.set(deployment.id, { position: index + 1, waitsFor: waitsFor(obstacles) });
      }
    }
    return places;
  }

  private async waitingFor(agentIds: readonly string[]): Promise<Deployment[]> {
    const isAsked = new Set(agentIds);
    return (await this.records.queued()).filter(({ agentId }) => isAsked.has(agentId));
  }
}
