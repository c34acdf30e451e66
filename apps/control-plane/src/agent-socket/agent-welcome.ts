import { Injectable, Logger } from '@nestjs/common';
import { type AgentHello, type HelloAnswer } from '@sdp/protocol';
import { Config } from '../config/config.js';
import { DomainError } from '../errors/domain-error.js';
import { AgentContact } from './agent-contact.js';
import { AgentIntroductions } from './agent-introductions.js';
import { AgentReconciliation } from './agent-reconciliation.js';
import { type AgentSocket, type ConnectedAgent } from './agent-socket.js';

/** What happens when an agent introduces itself. */
@Injectable()
export class AgentWelcome {
  private readonly logger = new Logger(AgentWelcome.name);

  constructor(
    private readonly introductions: AgentIntroductions,
    private readonly contact: AgentContact,
    private readonly reconciliation: AgentReconciliation,
    private readonly config: Config,
  ) {}

  /** From the answer on, frames reach the agent; the first is the reconciliation. */
  async greet(socket: AgentSocket, agent: ConnectedAgent, hello: AgentHello): Promise<HelloAnswer> {
    const { id, name } = agent;
    await this.introductions.accept(agent, hello);
    if (!socket.connected) throw new DomainError('agent-unreachable', `Agent ${name} is gone already.`);
    this.contact.begin(socket, agent);
    this.logger.log(`Agent ${name} (${hello.kind}, version ${hello.version}) is connected`);

    setImmediate(() => void this.reconciliation.run(id, hello));
    const { heartbeatMs, leaseMs } = this.config;
    return { agentId: id, name, heartbeatMs, leaseMs };
  }
}
