import { Injectable } from '@nestjs/common';
import { STORAGE_KINDS } from '@sdp/protocol';
import { AgentLoads } from '../agents/agent-loads.js';
import { AgentPresence } from '../agents/agent-presence.js';
import { AgentsService } from '../agents/agents.service.js';
import { Metrics } from './metrics.js';

/** What there is to say of each agent at the moment it is asked. */
@Injectable()
export class AgentGauges {
  constructor(
    private readonly metrics: Metrics,
    private readonly agents: AgentsService,
    private readonly presence: AgentPresence,
    private readonly loads: AgentLoads,
  ) {}

  async refresh(): Promise<void> {
    const { metrics } = this;
    const agents = await this.agents.all();
    const gauges = [metrics.agentConnected, metrics.agentCapacity, metrics.agentRunning];
    for (const gauge of [...gauges, metrics.agentLastContact, metrics.agentFreeDisk]) gauge.reset();
    metrics.agentStored.reset();

    for (const { id, name: agent, kind, capacity, lastContactAt, disk, storage } of agents) {
      metrics.agentConnected.set({ agent, kind }, this.presence.isConnected(id) ? 1 : 0);
      metrics.agentCapacity.set({ agent }, capacity ?? 0);
      metrics.agentRunning.set({ agent }, this.loads.of(id).running);
      if (lastContactAt) metrics.agentLastContact.set({ agent }, lastContactAt.getTime() / 1000);
      if (disk) metrics.agentFreeDisk.set({ agent }, disk.freeBytes);
      for (const kind of storage ? STORAGE_KINDS : [])
        metrics.agentStored.set({ agent, kind }, storage!.stored[kind].bytes);
    }
    metrics.sockets.set({ namespace: 'agents' }, this.presence.connectedIds().length);
  }
}
