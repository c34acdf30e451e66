import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type AgentHello, type AgentView } from '@sdp/protocol';
import { In, IsNull, Not } from 'typeorm';
import { Clock } from '../clock/clock.js';
import { Config } from '../config/config.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { notFound } from '../errors/domain-error.js';
import { AgentLoads } from './agent-loads.js';
import { AgentPresence } from './agent-presence.js';
import { Agent } from './agent.entity.js';

/** Which agents there are: the operator's configuration says it, their hello fills in the rest. */
@Injectable()
export class AgentsService implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly presence: AgentPresence,
    private readonly loads: AgentLoads,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.unitOfWork.run(() => this.takeOverConfiguration());
    for (const { id } of await this.table.find()) this.presence.heardOf(id);
  }

  /** Compares with every known token in the same time, whether and where it matches. */
  async authenticate(token: unknown): Promise<Agent | null> {
    if (typeof token !== 'string') return null;
    const hash = Buffer.from(hashOf(token), 'hex');
    const known = await this.table.findBy({ tokenHash: Not(IsNull()) });
    const matching = known.filter((agent) =>
      timingSafeEqual(Buffer.from(agent.tokenHash ?? '', 'hex'), hash),
    );
    return matching[0] ?? null;
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
        lastContactAt: this.clock.now(),
      });
    });
  }

  async noteContact(agentId: string): Promise<void> {
    await this.unitOfWork.run(() => this.table.update({ id: agentId }, { lastContactAt: this.clock.now() }));
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

  async views(): Promise<AgentView[]> {
    const agents = await this.table.find({ order: { name: 'ASC' } });
    return agents.map((agent) => this.toView(agent));
  }

  async view(agentId: string): Promise<AgentView> {
    return this.toView(await this.get(agentId));
  }

  private get table() {
    return this.unitOfWork.manager.getRepository(Agent);
  }

  /** Agents that the configuration names no more keep their row, since instances point to it, but not their token. */
  private async takeOverConfiguration(): Promise<void> {
    const configured = this.config.agents;
    const names = configured.map((agent) => agent.name);
    await this.table.update({ name: Not(In(names)) }, { tokenHash: null });

    for (const { name, kind, token } of configured) {
      const known = await this.table.findOneBy({ name });
      const agent = known ?? { id: randomUUID(), name, strategies: [], noSchedule: false };
      await this.table.save({ ...agent, kind, tokenHash: hashOf(token) });
    }
  }

  private toView(agent: Agent): AgentView {
    const { id, name, kind, version, address, portFrom, portTo, capacity, noSchedule } = agent;
    return {
      id,
      name,
      kind,
      isConnected: this.presence.isConnected(id),
      lastContactAt: agent.lastContactAt?.toISOString() ?? null,
      version,
      address,
      portRange: portFrom !== null && portTo !== null ? { from: portFrom, to: portTo } : null,
      capacity,
      noSchedule,
      ...this.loads.of(id),
    };
  }
}

function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}
