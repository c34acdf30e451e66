import { Injectable } from '@nestjs/common';
import { type AgentKind, GATEWAY_SERVICE } from '@sdp/protocol';
import { type Agent } from '../../agents/agent.entity.js';
import { AgentsService } from '../../agents/agents.service.js';
import { RepositoriesService } from '../../repositories/repositories.service.js';
import { type Repository } from '../../repositories/repository.entity.js';
import { SandboxRecords } from '../sandbox-records.js';
import { noFreePort, noSuitableAgent } from '../sandboxes.errors.js';

export interface Place {
  agentId: string;
  hostPort: number;
}

/** Finds an agent and a port for a new instance. */
@Injectable()
export class Placement {
  constructor(
    private readonly agents: AgentsService,
    private readonly repositories: RepositoriesService,
    private readonly records: SandboxRecords,
  ) {}

  /**
   * The emptiest suitable agent that has a port left. Call it in the unit of work that inserts the instance: then
   * two takers of the last port come one after the other.
   */
  async find(service: string, repository: Repository): Promise<Place> {
    const kind: AgentKind = service === GATEWAY_SERVICE ? 'gateway' : 'micro';
    const candidates = await this.candidates(kind, repository);
    if (candidates.length === 0) throw noSuitableAgent(repository.name, kind);

    for (const { agent, takenPorts } of candidates) {
      const hostPort = lowestFreePort(agent, takenPorts);
      if (hostPort !== null) return { agentId: agent.id, hostPort };
    }
    throw noFreePort(candidates.map(({ agent }) => agent.name));
  }

  private async candidates(kind: AgentKind, { name, stack }: Repository) {
    const announcing = new Set(await this.repositories.agentIdsOf(name));
    const suitable = (await this.agents.connected()).filter(
      (agent) =>
        agent.kind === kind &&
        announcing.has(agent.id) &&
        agent.strategies.includes(stack) &&
        !agent.noSchedule,
    );
    const loaded = await Promise.all(
      suitable.map(async (agent) => ({ agent, takenPorts: await this.takenPorts(agent.id) })),
    );
    return loaded.sort((a, b) => fullness(a) - fullness(b));
  }

  private async takenPorts(agentId: string): Promise<Set<number>> {
    return new Set(await this.records.portsOn(agentId));
  }
}

/** Instances per deployment it can work on at once: a stronger host gets more. */
function fullness({ agent, takenPorts }: { agent: Agent; takenPorts: Set<number> }): number {
  return takenPorts.size / Math.max(1, agent.capacity ?? 1);
}

function lowestFreePort({ portFrom, portTo }: Agent, taken: Set<number>): number | null {
  if (portFrom === null || portTo === null) return null;
  for (let port = portFrom; port <= portTo; port++) if (!taken.has(port)) return port;
  return null;
}
