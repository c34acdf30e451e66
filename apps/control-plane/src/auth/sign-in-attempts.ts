import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Subject } from 'rxjs';
import { acting } from '../audit/acting.js';
import { AuditTrail } from '../audit/audit-trail.js';
import { DomainError } from '../errors/domain-error.js';
import { UsersService } from '../users/users.service.js';
import { networkOfPeer } from './peer-network.js';
import { tooManyAttempts } from './sign-in.errors.js';

/**
 * A git server asks for a captcha, or locks an account, after five refused tries or more in half an hour. Fewer than
 * that reach it through us, wherever they come from, so that nobody's account is locked by somebody who guesses here.
 */
const PER_ACCOUNT = { points: 4, duration: 30 * 60 };
/** An office may share one address. */
const PER_PEER = { points: 20, duration: 15 * 60 };

/** Refused sign-ins, counted by account and by where they come from. One that works costs nothing. */
@Injectable()
export class SignInAttempts {
  private readonly byAccount = new RateLimiterMemory(PER_ACCOUNT);
  private readonly byPeer = new RateLimiterMemory(PER_PEER);

  /** Code of every refusal. */
  readonly refused = new Subject<string>();

  constructor(
    private readonly users: UsersService,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Counts first and asks then: tries at the same time are tries, too.
   * @throws DomainError `too-many-attempts`, or what `prove` throws
   */
  async allow(username: string, prove: () => Promise<void>): Promise<void> {
    const account = username.toLowerCase();
    const peer = networkOfPeer(acting()?.from ?? '');
    await this.take(this.byPeer, peer, username);
    const { consumedPoints } = await this.take(this.byAccount, account, username);
    // Forgotten half an hour after the last try, not the first.
    await this.byAccount.set(account, consumedPoints, PER_ACCOUNT.duration);
    try {
      await prove();
    } catch (error) {
      if (isRefusal(error)) this.refused.next(error.code);
      if (isRefusal(error)) await this.noteRefusal(username, error.code, error.message);
      else await this.giveBack(account, peer);
      throw error;
    }
    await this.byAccount.delete(account);
    await this.byPeer.reward(peer, 1);
  }

  /** One that the git server saw, though nobody signed in with it. */
  async count(username: string): Promise<void> {
    await this.byAccount.penalty(username.toLowerCase(), 1);
  }

  private async take(limiter: RateLimiterMemory, key: string, username: string): Promise<RateLimiterRes> {
    try {
      return await limiter.consume(key, 1);
    } catch (full) {
      if (!(full instanceof RateLimiterRes)) throw full;
      const refusal = tooManyAttempts(full.msBeforeNext);
      this.refused.next(refusal.code);
      // The first says it; as many as somebody likes to send would flood the trail.
      if (full.consumedPoints === limiter.points + 1)
        await this.noteRefusal(username, refusal.code, refusal.message);
      throw refusal;
    }
  }

  private async giveBack(account: string, peer: string): Promise<void> {
    await this.byAccount.reward(account, 1);
    await this.byPeer.reward(peer, 1);
  }

  /** A name that nobody has may be a password that went into the wrong field: it is not written down. */
  private async noteRefusal(username: string, code: string, message: string): Promise<void> {
    const name = (await this.users.isKnown(username)) ? username : 'somebody unknown';
    await this.audit.record({
      action: 'session.refused',
      subject: name,
      summary: `could not sign in: ${message}`,
      actor: name,
      details: { code },
    });
  }
}

function isRefusal(error: unknown): error is DomainError {
  return error instanceof DomainError && error.code === 'credentials-rejected';
}
