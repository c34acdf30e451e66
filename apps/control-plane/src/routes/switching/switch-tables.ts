import { Injectable, Logger } from '@nestjs/common';
import { AgentLink } from '../../agents/agent-link.js';
import { AgentPresence } from '../../agents/agent-presence.js';
import { type Agent } from '../../agents/agent.entity.js';
import { AgentsService } from '../../agents/agents.service.js';
import { DomainError } from '../../errors/domain-error.js';
import { Rounds } from '../../rounds/rounds.js';
import { GatewaySwitches } from './gateway-switches.js';

const SET_TIMEOUT_MS = 30_000;
const TRY_AGAIN_MS = 5_000;

/** What an agent's switch was told, on its current connection. */
interface Desk {
  rounds: Rounds;
  told: string | null;
  retry?: NodeJS.Timeout;
}

/**
 * Keeps the sandbox switches informed: each is told the whole table whenever it has changed, one after the other, and
 * again until it has taken it.
 */
@Injectable()
export class SwitchTables {
  private readonly logger = new Logger(SwitchTables.name);
  private readonly desks = new Map<string, Desk>();

  constructor(
    private readonly switches: GatewaySwitches,
    private readonly agents: AgentsService,
    private readonly link: AgentLink,
    private readonly presence: AgentPresence,
  ) {}

  /** After a reconnect nobody knows what it still has. */
  startOver(agentId: string): void {
    const desk = this.deskOf(agentId);
    desk.told = null;
    desk.rounds.wake();
  }

  wakeAll(): void {
    for (const agentId of this.presence.connectedIds())
      if (this.presence.isReady(agentId)) this.deskOf(agentId).rounds.wake();
  }

  async stop(): Promise<void> {
    for (const { retry } of this.desks.values()) clearTimeout(retry);
    await Promise.all([...this.desks.values()].map(({ rounds }) => rounds.stop()));
  }

  private deskOf(agentId: string): Desk {
    const known = this.desks.get(agentId);
    if (known) return known;
    const rounds = new Rounds(`telling agent ${agentId} its switch table`, () => this.tell(agentId));
    const desk: Desk = { rounds, told: null };
    this.desks.set(agentId, desk);
    return desk;
  }

  private async tell(agentId: string): Promise<void> {
    const agent = await this.agents.get(agentId);
    if (!agent.switch || !this.presence.isReady(agentId)) return;

    const desk = this.deskOf(agentId);
    const frame = await this.switches.tableFor(agentId);
    const table = JSON.stringify(frame);
    if (desk.told === table) return;
    clearTimeout(desk.retry);
    const isCurrent = this.link.whileConnected(agentId);
    try {
      await this.link.request(agentId, 'switch:set', frame, SET_TIMEOUT_MS);
      if (isCurrent()) desk.told = table;
      await this.agents.noteSwitchProblem(agentId, null);
    } catch (error) {
      await this.onRefusal(agent, error);
    }
  }

  /** After a lost connection the agent's next hello begins anew. */
  private async onRefusal({ id, name }: Agent, error: unknown): Promise<void> {
    if (!(error instanceof DomainError)) throw error;
    if (error.code === 'agent-unreachable') return;
    this.logger.warn({ err: error }, `The switch of agent ${name} did not take its table`);
    await this.agents.noteSwitchProblem(id, error.message);
    const { rounds } = this.deskOf(id);
    this.deskOf(id).retry = setTimeout(() => rounds.wake(), TRY_AGAIN_MS);
  }
}
