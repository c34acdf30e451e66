import { Injectable, Logger } from '@nestjs/common';
import { type AgentHello, type HelloAnswer } from '@sdp/protocol';
import { AgentTokens } from '../agents/agent-tokens.js';
import { AgentsService } from '../agents/agents.service.js';
import { Config } from '../config/config.js';
import { DomainError } from '../errors/domain-error.js';
import { RepositoriesService } from '../repositories/repositories.service.js';
import { AgentContact } from './agent-contact.js';
import { AgentReconciliation } from './agent-reconciliation.js';
import { type AgentSocket, type ConnectedAgent } from './agent-socket.js';

/** What happens when an agent introduces itself. */
@Injectable()
export class AgentWelcome {
  private readonly logger = new Logger(AgentWelcome.name);

  constructor(
    private readonly agents: AgentsService,
    private readonly repositories: RepositoriesService,
    private readonly contact: AgentContact,
    private readonly reconciliation: AgentReconciliation,
    private readonly config: Config,
    private readonly tokens: AgentTokens,
  ) {}

  /** From the answer on, frames reach the agent; the first is the reconciliation. */
  async greet(socket: AgentSocket, agent: ConnectedAgent, hello: AgentHello): Promise<HelloAnswer> {
    const { id, name } = agent;
    if (hello.kind !== agent.kind) throw wrongKind(agent, hello.kind);
    if (hello.portRange.from > hello.portRange.to) throw emptyPortRange(name);

    if (!(await this.tokens.isCurrent(id, agent.tokenHash))) throw tokenEnded(name);
    await this.agents.register(id, hello);
    await this.repositories.announce(id, hello.repositories);
    if (!socket.connected) throw new DomainError('agent-unreachable', `Agent ${name} is gone already.`);
    this.contact.begin(socket, agent);
    this.logger.log(`Agent ${name} (${hello.kind}, version ${hello.version}) is connected`);

    setImmediate(() => void this.reconciliation.run(id, hello));
    const { heartbeatMs, leaseMs } = this.config;
    return { agentId: id, name, heartbeatMs, leaseMs };
  }
}

function wrongKind({ name, kind }: ConnectedAgent, announced: string): DomainError {
  const message =
    `Agent ${name} is configured as kind ${kind} but says it is ${announced}. ` +
    'Start the right agent program, or correct SDP_AGENT_TOKENS.';
  return new DomainError('forbidden', message);
}

function tokenEnded(name: string): DomainError {
  return new DomainError(
    'forbidden',
    `The token of agent ${name} is not good any more. Give it the new one.`,
  );
}

function emptyPortRange(name: string): DomainError {
  return new DomainError(
    'invalid-input',
    `Agent ${name} announced an empty port range. Correct SDP_PORT_RANGE.`,
  );
}
