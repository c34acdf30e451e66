import { Injectable } from '@nestjs/common';
import { type AgentHello } from '@sdp/protocol';
import { AgentRefusals } from '../agents/agent-refusals.js';
import { AgentTokens } from '../agents/agent-tokens.js';
import { AgentsService } from '../agents/agents.service.js';
import { DomainError } from '../errors/domain-error.js';
import { RepositoriesService } from '../repositories/repositories.service.js';
import { type ConnectedAgent } from './agent-socket.js';

/** Checks what agents say of themselves, and writes it down. */
@Injectable()
export class AgentIntroductions {
  constructor(
    private readonly tokens: AgentTokens,
    private readonly agents: AgentsService,
    private readonly repositories: RepositoriesService,
    private readonly refusals: AgentRefusals,
  ) {}

  async accept(agent: ConnectedAgent, hello: AgentHello): Promise<void> {
    const { id, name, tokenHash } = agent;
    if (hello.kind !== agent.kind) throw this.refused(agent, wrongKind(agent, hello.kind));
    if (hello.portRange.from > hello.portRange.to) throw this.refused(agent, emptyPortRange(name));

    if (!(await this.tokens.isCurrent(id, tokenHash))) throw tokenEnded(name);
    await this.agents.register(id, hello);
    await this.repositories.announce(id, hello.repositories);
    this.refusals.forget(id);
  }

  private refused({ id }: ConnectedAgent, error: DomainError): DomainError {
    this.refusals.note(id, 'misconfigured', error.message);
    return error;
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
