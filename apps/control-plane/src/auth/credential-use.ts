import { Injectable } from '@nestjs/common';
import { type GitCredentials, type WireError } from '@sdp/protocol';
import { AgentLink, type FrameAnswer, type FramePayload } from '../agents/agent-link.js';
import { AuditTrail, PLATFORM } from '../audit/audit-trail.js';
import { Clock } from '../clock/clock.js';
import { DomainError } from '../errors/domain-error.js';
import { fingerprintOf } from './credential-fingerprint.js';
import { CredentialVault } from './credential-vault.js';
import { SignInAttempts } from './sign-in-attempts.js';

/** What agents ask git servers in somebody's name, while that person waits. */
type GitFrame = 'repositories:add' | 'branches:list' | 'commits:compare';

/** For so long a git server that has taken a password is believed to take it still. */
const BELIEVED_MS = 60_000;
/** What git says of a repository that somebody may not read; the password is not to blame for it. */
const FORBIDDEN = 403;

/**
 * The password of a session may be of yesterday, and git servers lock accounts: after one refusal nothing is asked with
 * it again, and every session that has it is over. While nobody knows, one asks and the others wait for the outcome.
 */
@Injectable()
export class CredentialUse {
  private readonly acceptedAt = new Map<string, number>();
  private readonly doubts = new Map<string, Promise<void>>();

  constructor(
    private readonly link: AgentLink,
    private readonly vault: CredentialVault,
    private readonly attempts: SignInAttempts,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  /** @throws DomainError what `AgentLink.request` throws. */
  async request<F extends GitFrame>(
    agentId: string,
    frame: F,
    payload: FramePayload<F>,
    timeoutMs?: number,
  ): Promise<FrameAnswer<F>> {
    const { credentials } = payload;
    const key = fingerprintOf(credentials);
    while (this.doubts.has(key)) await this.doubts.get(key);
    if (this.vault.isRefused(credentials)) throw refusedBefore();

    const answer = this.ask(credentials, () => this.link.request(agentId, frame, payload, timeoutMs));
    if (!this.isBelieved(key)) this.doubts.set(key, this.outcomeOf(key, answer));
    return answer;
  }

  /** What the git server said of somebody's credentials elsewhere. */
  async learn(credentials: GitCredentials, error: WireError): Promise<void> {
    if (error.code !== 'credentials-rejected' || error.details?.['status'] === FORBIDDEN) return;
    if (this.vault.isRefused(credentials)) return;
    const { username } = credentials;
    this.acceptedAt.delete(fingerprintOf(credentials));
    this.vault.refuse(credentials);
    await this.attempts.count(username);
    await this.audit.record({
      action: 'session.ended',
      subject: username,
      summary: `ended the sessions of ${username}: the git server does not take their password any more`,
      actor: PLATFORM,
    });
  }

  private async ask<T>(credentials: GitCredentials, ask: () => Promise<T>): Promise<T> {
    try {
      const answer = await ask();
      this.acceptedAt.set(fingerprintOf(credentials), this.clock.elapsed());
      return answer;
    } catch (error) {
      if (error instanceof DomainError) await this.learn(credentials, error.toWire());
      throw error;
    }
  }

  private outcomeOf(key: string, answer: Promise<unknown>): Promise<void> {
    const settle = () => void this.doubts.delete(key);
    return answer.then(settle, settle);
  }

  private isBelieved(key: string): boolean {
    const acceptedAt = this.acceptedAt.get(key);
    return acceptedAt !== undefined && this.clock.elapsed() - acceptedAt < BELIEVED_MS;
  }
}

function refusedBefore(): DomainError {
  const message = 'The git server does not take your password any more. Sign in again with the new one.';
  return new DomainError('credentials-rejected', message);
}
