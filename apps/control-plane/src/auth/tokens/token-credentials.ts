import { Injectable } from '@nestjs/common';
import { type GitCredentials } from '@sdp/protocol';
import { Clock } from '../../clock/clock.js';
import { CredentialVault } from '../credential-vault.js';
import { unseal } from '../sealed-box.js';
import { type AccessToken } from './access-token.entity.js';
import { TokenEndings } from './token-endings.js';
import { endedToken } from './tokens.errors.js';

/** What a token carries: as with a session, it is over once the git server has refused that. */
@Injectable()
export class TokenCredentials {
  constructor(
    private readonly clock: Clock,
    private readonly vault: CredentialVault,
    private readonly endings: TokenEndings,
  ) {}

  /** @throws DomainError `not-signed-in` for a token that is over */
  async open(token: AccessToken, secret: string): Promise<GitCredentials> {
    const { id, username, name, endedBy, expiresAt, sealedCredentials } = token;
    if (endedBy !== null || sealedCredentials === null) throw endedToken(name, endedBy ?? 'expired');
    if (expiresAt <= this.clock.now()) throw endedToken(name, 'expired');

    const credentials = unseal(sealedCredentials, secret, id);
    if (this.vault.isRefused(credentials)) {
      await this.endings.end(token, 'password-changed');
      throw endedToken(name, 'password-changed');
    }
    this.vault.supply(username, credentials);
    return credentials;
  }
}
