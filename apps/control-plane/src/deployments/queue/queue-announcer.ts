import { Injectable } from '@nestjs/common';
import { AgentLoads } from '../../agents/agent-loads.js';
import { AgentsService } from '../../agents/agents.service.js';
import { ChangeFeed } from '../../changes/change-feed.js';
import { DeploymentRecords } from '../deployment-records.js';
import { DeploymentQueue } from './deployment-queue.js';

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
    const agentIds = (await this.agents.all()).map(({ id }) => id);
    const before = this.places;
    this.places = new Map(
      [...(await this.queue.placesOn(agentIds))].map(([id, { position, waitsFor }]) => [
        id,
        `${position} ${waitsFor}`,
      ]),
    );
    await this.noteLoads(agentIds);
    for (const [id, place] of this.places)
      if (before.get(id) !== place) this.changes.announce('deployment', id);
  }

  private async noteLoads(agentIds: readonly string[]): Promise<void> {
    const active = await this.records.active();
    for (const agentId of agentIds) {
      const there = active.filter((deployment) => deployment.agentId === agentId);
      const queued = there.filter(({ state }) => state === 'queued').length;
      this.loads.note(agentId, { running: there.length - queued, queued });
    }
  }
}
