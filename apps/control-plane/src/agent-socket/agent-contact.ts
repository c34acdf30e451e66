import { Injectable, Logger } from '@nestjs/common';
import { AgentLink } from '../agents/agent-link.js';
import { AgentPresence } from '../agents/agent-presence.js';
import { AgentsService } from '../agents/agents.service.js';
import { ChangeFeed } from '../changes/change-feed.js';
import { type AgentSocket, type ConnectedAgent } from './agent-socket.js';

/** Signs of life. */
@Injectable()
export class AgentContact {
  private readonly logger = new Logger(AgentContact.name);

  constructor(
    private readonly agents: AgentsService,
    private readonly link: AgentLink,
    private readonly presence: AgentPresence,
    private readonly changes: ChangeFeed,
  ) {}

  begin(socket: AgentSocket, { id }: ConnectedAgent): void {
    this.presence.markArrived(id);
    this.link.attach(id, socket);
    this.changes.announce('agent', id);
  }

  heardOf({ id }: ConnectedAgent): void {
    this.presence.heardOf(id);
  }

  async note({ id }: ConnectedAgent): Promise<void> {
    this.presence.heardOf(id);
    await this.agents.noteContact(id);
  }

  end(socket: AgentSocket): void {
    const { agent } = socket.data;
    if (!agent || !this.link.detach(agent.id, socket)) return;
    this.logger.warn(`Agent ${agent.name} is disconnected`);
    this.presence.markLeft(agent.id);
    this.changes.announce('agent', agent.id);
  }
}
