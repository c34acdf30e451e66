import { Injectable } from '@nestjs/common';
import { type GitCredentials, type WireError } from '@sdp/protocol';
import { AgentLink, type FrameAnswer, type FramePayload } from '../agents/agent-link.js';
import { AuditTrail, PLATFORM } from '../audit/audit-trail.js';
import { DomainError } from '../errors/domain-error.js';
import { fingerprintOf } from './credential-fingerprint.js';
import { CredentialVault } from './credential-vault.js';
import { SignInAttempts } from './sign-in-attempts.js';
import { Turns } from './turns.js';

/** What agents ask git servers in somebody's name, while that person waits. */
type GitFrame = 'repositories:add' | 'branches:list' | 'commits:compare';

/** All of these may be refused before anybody knows: fewer than lock an account. */
const AT_ONCE = 3;
/** What git says of a repository that somebody may not read; the password is not to blame for it. */
const FORBIDDEN = 403;

/**
 * The password of a session may be of yesterday, and git servers lock accounts: after a refusal nothing is asked with it
 * again, and every session that has it is over.
 */
@Injectable()
export class CredentialUse {
  private readonly turns = new Map<string, Turns>();

  constructor(
    private readonly link: AgentLink,
    private readonly vault: CredentialVault,
    private readonly attempts: SignInAttempts,
    private readonly audit: AuditTrail,
  ) {}

  /** @throws DomainError what `AgentLink.request` throws. */
  async request<F extends GitFrame>(
    agentId: string,
    frame: F,
    payload: FramePayload<F> & { credentials: GitCredentials },
    timeoutMs?: number,
  ): Promise<FrameAnswer<F>> {
    const { credentials } = payload;
    return this.turnsOf(credentials).take(async () => {
      if (this.vault.isRefused(credentials)) throw refusedBefore();
      try {
        return await this.link.request(agentId, frame, payload, timeoutMs);
      } catch (error) {
        if (error instanceof DomainError) await this.learn(credentials, error.toWire());
        throw error;
      }
    });
  }

  /** What went wrong where somebody's credentials were used. */
  async learn(credentials: GitCredentials, { code, details }: WireError): Promise<void> {
    if (code !== 'credentials-rejected' || details?.['status'] === FORBIDDEN) return;
    const { username } = credentials;
    await this.attempts.count(username);
    if (this.vault.isRefused(credentials)) return;
    this.vault.refuse(credentials);
    await this.audit.record({
      action: 'session.ended',
      subject: username,
      summary: `ended the sessions of ${username}: the git server does not take their password any more`,
      actor: PLATFORM,
    });
  }

  private turnsOf(credentials: GitCredentials): Turns {
    const key = fingerprintOf(credentials);
    const turns = this.turns.get(key) ?? new Turns(AT_ONCE);
    this.turns.set(key, turns);
    return turns;
  }
}

function refusedBefore(): DomainError {
  const message = 'The git server does not take your password any more. Sign in again with the new one.';
  return new DomainError('credentials-rejected', message);
}
