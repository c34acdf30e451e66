import { type IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import { DomainError } from '../errors/domain-error.js';
import { AuthService } from './auth.service.js';
import { bearerOf } from './bearer.js';
import { type Principal } from './principal.js';
import { SessionCookie } from './session-cookie.js';
import { RefusedTokens } from './tokens/refused-tokens.js';
import { TokenAuthentication } from './tokens/token-authentication.js';

/** Who makes a request or opens a socket: by a token, or else by the session's cookie; never by both. */
@Injectable()
export class Authentication {
  constructor(
    private readonly sessions: AuthService,
    private readonly cookie: SessionCookie,
    private readonly tokens: TokenAuthentication,
    private readonly refused: RefusedTokens,
  ) {}

  /**
   * @param from address of the peer
   * @throws DomainError `not-signed-in`, `too-many-attempts`
   */
  async of({ authorization, cookie }: IncomingHttpHeaders, from: string): Promise<Principal> {
    const bearer = bearerOf(authorization);
    if (bearer !== null) return this.ofToken(bearer, from);

    const principal = await this.sessions.authenticate(this.cookie.read(cookie), from);
    if (!principal) throw notSignedIn();
    return principal;
  }

  private async ofToken(bearer: string, from: string): Promise<Principal> {
    try {
      return await this.tokens.authenticate(bearer, from);
    } catch (error) {
      throw error instanceof DomainError ? await this.refused.count(from, error) : error;
    }
  }
}

function notSignedIn(): DomainError {
  const message = 'You are not signed in, or your session has ended. Sign in and try again.';
  return new DomainError('not-signed-in', message);
}
