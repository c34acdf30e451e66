import { Injectable } from '@nestjs/common';
import { type GitCredentials } from '@sdp/protocol';
import { AgentLink } from '../agents/agent-link.js';
import { AgentsService } from '../agents/agents.service.js';
import { DomainError } from '../errors/domain-error.js';

/** Failures that say something about the agent, not about the credentials: another one may know better. */
const ASK_ANOTHER = new Set([
  'agent-unreachable',
  'agent-timeout',
  'repository-unknown',
  'repository-unreachable',
  'git-failed',
  'step-timeout',
  'platform-failure',
]);

const PROBE_TIMEOUT_MS = 20_000;

/** A login is what an agent proves with `git ls-remote` against a real repository; nothing else counts. */
@Injectable()
export class CredentialProbe {
  constructor(
    private readonly agents: AgentsService,
    private readonly link: AgentLink,
  ) {}

  /** @throws DomainError `credentials-rejected`, `no-agent`, or why no agent could tell. */
  async prove(credentials: GitCredentials): Promise<void> {
    let failure = noAgent();
    for (const agent of await this.agents.connected()) {
      const outcome = await this.ask(agent.id, credentials);
      if (outcome === 'proven') return;
      failure = outcome;
    }
    throw failure;
  }

  private async ask(agentId: string, credentials: GitCredentials): Promise<'proven' | DomainError> {
    try {
      await this.link.request(agentId, 'credentials:probe', { credentials }, PROBE_TIMEOUT_MS);
      return 'proven';
    } catch (error) {
      if (error instanceof DomainError && ASK_ANOTHER.has(error.code)) return error;
      throw error;
    }
  }
}

function noAgent(): DomainError {
  const message =
    'No agent is connected, so nobody can check the credentials with the git server. ' +
    'Start an agent, or ask the operator to, and sign in again.';
  return new DomainError('no-agent', message, { blame: 'platform', retryable: true });
}
