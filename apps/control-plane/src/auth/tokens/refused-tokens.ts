import { Injectable } from '@nestjs/common';
import { type DomainError } from '../../errors/domain-error.js';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { actingAs } from '../../audit/acting.js';
import { AuditTrail } from '../../audit/audit-trail.js';
import { networkOfPeer } from '../peer-network.js';
import { tooManyRefusedTokens } from './tokens.errors.js';

/** A program whose token is over may ask a few times a minute; behind one address there may be many. */
const PER_PEER = { points: 60, duration: 15 * 60 };

/**
 * Counts what is refused, by where it comes from. Nobody guesses 256 bits, so this only makes misuse visible, and
 * cheap: a good token from the same address is looked at before, and is never held up.
 */
@Injectable()
export class RefusedTokens {
  private readonly byPeer = new RateLimiterMemory(PER_PEER);

  constructor(private readonly audit: AuditTrail) {}

  /** Answers what to tell somebody whose token was refused with `refusal`. */
  async count(from: string, refusal: DomainError): Promise<DomainError> {
    try {
      await this.byPeer.consume(networkOfPeer(from), 1);
      return refusal;
    } catch (full) {
      if (!(full instanceof RateLimiterRes)) throw full;
      // The first says it; as many as somebody likes to send would flood the trail.
      if (full.consumedPoints === PER_PEER.points + 1) await this.record(from);
      return tooManyRefusedTokens(full.msBeforeNext);
    }
  }

  private async record(from: string): Promise<void> {
    const actor = 'somebody unknown';
    await actingAs({ actor, from }, () =>
      this.audit.record({
        action: 'token.refused',
        subject: 'tokens',
        summary: `sent ${PER_PEER.points} requests with tokens that nobody has, or that are over`,
      }),
    );
  }
}
