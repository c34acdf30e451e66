import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { type ReadinessCheck, type ReadinessCheckName, type ReadinessView } from '@sdp/protocol';
import { AgentPresence } from '../agents/agent-presence.js';
import { AgentsService } from '../agents/agents.service.js';
import { Clock } from '../clock/clock.js';
import { type ReadinessQueryDto } from './dto/readiness-query.dto.js';
import { ReadinessChecks } from './readiness-checks.js';

/** Anybody may ask as often as they like: the checks run at most once in this time. */
const FRESH_MS = 1_000;

/** Whether the control plane can do its work now. Says what is missing, and nothing that is worth hiding. */
@Injectable()
export class ReadinessService implements BeforeApplicationShutdown {
  private isStopping = false;
  private latest: { at: number; checks: Promise<ReadinessCheck[]> } | null = null;

  constructor(
    private readonly checks: ReadinessChecks,
    private readonly agents: AgentsService,
    private readonly presence: AgentPresence,
    private readonly clock: Clock,
  ) {}

  beforeApplicationShutdown(): void {
    this.isStopping = true;
  }

  async check({ agent, release }: ReadinessQueryDto): Promise<ReadinessView> {
    const checks = [this.process(), ...(await this.freshChecks())];
    if (agent !== undefined) checks.push(await this.agent(agent, release));
    return { status: checks.every(({ isGood }) => isGood) ? 'ready' : 'not-ready', checks };
  }

  private freshChecks(): Promise<ReadinessCheck[]> {
    const now = this.clock.elapsed();
    if (this.latest === null || now - this.latest.at >= FRESH_MS)
      this.latest = { at: now, checks: this.checks.run() };
    return this.latest.checks;
  }

  private process(): ReadinessCheck {
    return outcome('process', this.isStopping ? 'The control plane is being stopped.' : null);
  }

  /** An agent that is not known and one that is away are told apart by nobody who may not list agents. */
  private async agent(name: string, release: string | undefined): Promise<ReadinessCheck> {
    const agent = (await this.agents.all().catch(() => [])).find((one) => one.name === name);
    if (!agent || !this.presence.isReady(agent.id))
      return outcome('agent', `Agent ${name} is not connected. Look at the log of that agent.`);
    const isWanted = release === undefined || agent.version?.split('+')[1] === release;
    return outcome('agent', isWanted ? null : `Agent ${name} is connected with another release.`);
  }
}

export function outcome(name: ReadinessCheckName, reason: string | null): ReadinessCheck {
  return { name, isGood: reason === null, reason };
}
