import { Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { type AgentHello, type Heartbeat } from '@sdp/protocol';
import { In } from 'typeorm';
import { ChangeFeed } from '../changes/change-feed.js';
import { Clock } from '../clock/clock.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { notFound } from '../errors/domain-error.js';
import { AgentPresence } from './agent-presence.js';
import { Agent } from './agent.entity.js';
import { LoadHistory } from './load-history.js';

/** Which agents there are, and what they say of themselves. */
@Injectable()
export class AgentsService implements OnApplicationBootstrap {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly presence: AgentPresence,
    private readonly changes: ChangeFeed,
    private readonly history: LoadHistory,
  ) {}

  /** Every agent starts with a full lease. */
  async onApplicationBootstrap(): Promise<void> {
    for (const { id } of await this.all()) this.presence.heardOf(id);
  }

  async register(agentId: string, hello: AgentHello): Promise<Agent> {
    return this.unitOfWork.run(async () => {
      const agent = await this.get(agentId);
      return this.table.save({
        ...agent,
        version: hello.version,
        address: hello.address,
        portFrom: hello.portRange.from,
        portTo: hello.portRange.to,
        capacity: hello.capacity,
        strategies: hello.strategies,
        gitHosts: hello.gitHosts ?? [],
        images: hello.images,
        switch: hello.switch,
        lastContactAt: this.clock.now(),
      });
    });
  }

  async noteHeartbeat(agentId: string, heartbeat: Heartbeat): Promise<void> {
    const { images, switch: sandboxSwitch, freeDiskBytes, totalDiskBytes } = heartbeat;
    const disk = { freeBytes: freeDiskBytes, totalBytes: totalDiskBytes };
    await this.unitOfWork.run(async () => {
      const agent = await this.get(agentId);
      await this.table.save({
        ...agent,
        images,
        switch: sandboxSwitch,
        disk,
        lastContactAt: this.clock.now(),
      });
      this.changes.announce('agent', agentId);
    });
    this.history.take(agentId, heartbeat);
  }

  /** What telling it something showed; the agent's own next word on it counts more. */
  async noteSwitchProblem(agentId: string, problem: string | null): Promise<void> {
    await this.unitOfWork.run(async () => {
      const agent = await this.get(agentId);
      if (!agent.switch || agent.switch.problem === problem) return;
      await this.table.save({ ...agent, switch: { ...agent.switch, problem } });
      this.changes.announce('agent', agentId);
    });
  }

  async all(): Promise<Agent[]> {
    return this.table.find({ order: { name: 'ASC' } });
  }

  async get(agentId: string): Promise<Agent> {
    const agent = await this.table.findOneBy({ id: agentId });
    if (!agent) throw notFound('agent');
    return agent;
  }

  async byIds(ids: string[]): Promise<Map<string, Agent>> {
    const agents = await this.table.findBy({ id: In(ids) });
    return new Map(agents.map((agent) => [agent.id, agent]));
  }

  async connected(): Promise<Agent[]> {
    return this.table.find({ where: { id: In(this.presence.connectedIds()) }, order: { name: 'ASC' } });
  }

  private get table() {
    return this.unitOfWork.manager.getRepository(Agent);
  }
}
