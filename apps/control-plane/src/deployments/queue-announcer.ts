import { Injectable } from '@nestjs/common';
import { AgentLoads } from '../agents/agent-loads.js';
import { AgentsService } from '../agents/agents.service.js';
import { ChangeFeed } from '../changes/change-feed.js';
import { DeploymentQueue } from './deployment-queue.js';
import { DeploymentRecords } from './deployment-records.js';

/** When one moves up, or waits for something else, everybody who watches it hears of it; so do the agents' lists. */
@Injectable()
export class QueueAnnouncer {
  private places = new Map<string, string>();

  constructor(
    private readonly agents: AgentsService,
    private readonly queue: DeploymentQueue,
    private readonly records: DeploymentRecords,
    private readonly loads: AgentLoads,
    private readonly changes: ChangeFeed,
  ) {}

  async refresh(): Promise<void> {
    const now = new Map<string, string>();
    for (const { id: agentId } of await this.agents.views()) {
      const places = await this.queue.placesOn(agentId);
      for (const [id, { position, waitsFor }] of places) now.set(id, `${position} ${waitsFor}`);
      const running = await this.records.onAgents({ agentId });
      this.loads.note(agentId, { running: running.length, queued: places.size });
    }
    const before = this.places;
    this.places = now;
    for (const [id, place] of now) if (before.get(id) !== place) this.changes.announce('deployment', id);
  }
}
