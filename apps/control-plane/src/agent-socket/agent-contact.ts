import { Injectable, Logger } from '@nestjs/common';
import { type Heartbeat } from '@sdp/protocol';
import { AgentLink } from '../agents/agent-link.js';
import { AgentPresence } from '../agents/agent-presence.js';
import { AgentsService } from '../agents/agents.service.js';
import { actingAs } from '../audit/acting.js';
import { AuditTrail } from '../audit/audit-trail.js';
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
    private readonly audit: AuditTrail,
  ) {}

  begin(socket: AgentSocket, agent: ConnectedAgent): void {
    this.presence.markArrived(agent.id);
    this.link.attach(agent.id, socket);
    this.changes.announce('agent', agent.id);
    this.record(socket, 'agent.connected', 'connected');
  }

  heardOf({ id }: ConnectedAgent): void {
    this.presence.heardOf(id);
  }

  async note({ id }: ConnectedAgent, heartbeat: Heartbeat): Promise<void> {
    this.presence.heardOf(id);
    await this.agents.noteHeartbeat(id, heartbeat);
  }

  end(socket: AgentSocket): void {
    const { agent } = socket.data;
    if (!agent || !this.link.detach(agent.id, socket)) return;
    this.logger.warn(`Agent ${agent.name} is disconnected`);
    this.presence.markLeft(agent.id);
    this.changes.announce('agent', agent.id);
    this.record(socket, 'agent.disconnected', 'disconnected');
  }

  /** What happened has happened: nobody waits for the entry, and the agent is not refused for want of it. */
  private record({ data: { agent, who } }: AgentSocket, action: string, summary: string): void {
    if (!agent || !who) return;
    const { id, name, kind } = agent;
    const entry = { action, subject: name, summary, details: { agentId: id, kind } };
    actingAs(who, () => this.audit.record(entry)).catch((error: unknown) =>
      this.logger.error({ err: error }, `That agent ${name} ${summary} was not recorded`),
    );
  }
}
