import { Injectable, Logger } from '@nestjs/common';
import { type AgentHello, type HelloAnswer } from '@sdp/protocol';
import { AgentLink } from '../agents/agent-link.js';
import { AgentPresence } from '../agents/agent-presence.js';
import { AgentsService } from '../agents/agents.service.js';
import { ChangeFeed } from '../changes/change-feed.js';
import { Config } from '../config/config.js';
import { DomainError } from '../errors/domain-error.js';
import { type AgentSocket } from './agent-socket.js';

@Injectable()
export class AgentWelcome {
  private readonly logger = new Logger(AgentWelcome.name);

  constructor(
    private readonly agents: AgentsService,
    private readonly link: AgentLink,
    private readonly presence: AgentPresence,
    private readonly changes: ChangeFeed,
    private readonly config: Config,
  ) {}

  async greet(socket: AgentSocket, hello: AgentHello): Promise<HelloAnswer> {
    const agent = socket.data.agent!;
    if (hello.kind !== agent.kind) throw wrongKind(agent.name, agent.kind, hello.kind);
    await this.agents.register(agent.id, hello);
    this.presence.heardOf(agent.id);
    this.link.attach(agent.id, socket);
    this.changes.announce('agent', agent.id);
    this.logger.log(`Agent ${agent.name} connected, version ${hello.version}`);
    const { heartbeatMs, leaseMs } = this.config;
    return { agentId: agent.id, name: agent.name, heartbeatMs, leaseMs };
  }

  async noteContact(agentId: string): Promise<void> {
    this.presence.heardOf(agentId);
    await this.agents.noteContact(agentId);
  }

  bidFarewell(socket: AgentSocket): void {
    const { agent } = socket.data;
    if (!agent || !this.link.detach(agent.id, socket)) return;
    this.logger.warn(`Agent ${agent.name} disconnected`);
    this.presence.left.next(agent.id);
    this.changes.announce('agent', agent.id);
  }
}

function wrongKind(name: string, expected: string, announced: string): DomainError {
  const message =
    `Agent ${name} is configured as kind ${expected} but says it is ${announced}. ` +
    'Start the right agent program, or correct SDP_AGENT_TOKENS.';
  return new DomainError('forbidden', message);
}
