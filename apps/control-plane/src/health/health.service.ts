import { Injectable } from '@nestjs/common';
import { type HealthView } from '@sdp/protocol';
import { AgentPresence } from '../agents/agent-presence.js';
import { AgentsService } from '../agents/agents.service.js';
import { Clock } from '../clock/clock.js';
import { Config } from '../config/config.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { versionOf } from '../version.js';

@Injectable()
export class HealthService {
  private readonly bootedAt: number;

  constructor(
    private readonly agents: AgentsService,
    private readonly presence: AgentPresence,
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly config: Config,
  ) {
    this.bootedAt = clock.elapsed();
  }

  async check(): Promise<HealthView> {
    const uptimeSeconds = Math.floor((this.clock.elapsed() - this.bootedAt) / 1000);
    const known = await this.countAgents();
    return {
      status: known ? 'ok' : 'degraded',
      version: versionOf(this.config.release),
      uptimeSeconds,
      database: known ? 'ok' : 'failing',
      agents: known ?? { connected: 0, known: 0 },
    };
  }

  /** Null when the database does not answer. */
  private async countAgents(): Promise<HealthView['agents'] | null> {
    try {
      await this.unitOfWork.manager.query('SELECT 1');
      const agents = await this.agents.all();
      return { connected: this.presence.connectedIds().length, known: agents.length };
    } catch {
      return null;
    }
  }
}
