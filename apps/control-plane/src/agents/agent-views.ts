import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { type AgentView, type StorageReport, type StorageView } from '@sdp/protocol';
import { AgentLoads } from './agent-loads.js';
import { AgentPresence } from './agent-presence.js';
import { AgentRefusals } from './agent-refusals.js';
import { type Agent } from './agent.entity.js';
import { AgentsService } from './agents.service.js';
import { InstanceCounts } from './instance-counts.js';

/** Agents as people see them. */
@Injectable()
export class AgentViews {
  constructor(
    private readonly agents: AgentsService,
    private readonly presence: AgentPresence,
    private readonly loads: AgentLoads,
    private readonly refusals: AgentRefusals,
    private readonly modules: ModuleRef,
  ) {}

  async all(): Promise<AgentView[]> {
    const counts = await this.counts.byAgent();
    return (await this.agents.all()).map((agent) => this.toView(agent, counts.get(agent.id) ?? 0));
  }

  async of(agentId: string): Promise<AgentView> {
    const counts = await this.counts.byAgent();
    return this.toView(await this.agents.get(agentId), counts.get(agentId) ?? 0);
  }

  /** Asked for by name: the module that has the instances is built on top of this one. */
  private get counts(): InstanceCounts {
    return this.modules.get(InstanceCounts, { strict: false });
  }

  private toView(agent: Agent, instances: number): AgentView {
    const { id, name, kind, version, address, portFrom, portTo, capacity, noSchedule, disk } = agent;
    const isConnected = this.presence.isConnected(id);
    return {
      id,
      name,
      kind,
      isConnected,
      lastContactAt: agent.lastContactAt?.toISOString() ?? null,
      version,
      address,
      portRange: portFrom !== null && portTo !== null ? { from: portFrom, to: portTo } : null,
      capacity,
      noSchedule,
      ...this.loads.of(id),
      instances,
      disk,
      images: agent.images ?? [],
      gitHosts: agent.gitHosts,
      switch: agent.switch,
      isRevoked: agent.tokenHash === null,
      refusal: isConnected ? null : this.refusals.of(id),
      storage: agent.storage && inShort(agent.storage),
    };
  }
}

/** Sent at every heartbeat of every agent. */
function inShort({ next: _, removedSince: __, ...storage }: StorageReport): StorageView {
  return storage;
}
