import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { UsersService } from '../../users/users.service.js';
import { type Principal } from '../principal.js';
import { hashToken } from '../sealed-box.js';
import { AccessToken } from './access-token.entity.js';
import { LastUses } from './last-uses.js';
import { TokenCredentials } from './token-credentials.js';
import { roleWithin } from './token-scopes.js';
import { secretOf } from './token-text.js';
import { malformedToken, unknownToken } from './tokens.errors.js';

/** Who brings a token. It is looked up by its hash: how long that takes says nothing about the token itself. */
@Injectable()
export class TokenAuthentication {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly users: UsersService,
    private readonly credentials: TokenCredentials,
    private readonly uses: LastUses,
  ) {}

  /**
   * @param from address of the peer
   * @throws DomainError `not-signed-in` with what is the matter with the token
   */
  async authenticate(text: string, from: string): Promise<Principal> {
    const secret = secretOf(text);
    if (secret === null) throw malformedToken();
    const token = await this.table.findOneBy({ tokenHash: hashToken(secret)! });
    if (!token) throw unknownToken();

    const credentials = await this.credentials.open(token, secret);
    await this.uses.note(token, from);
    const { id: passId, username, name, scopes, expiresAt } = token;
    const role = roleWithin(await this.users.roleOf(username), scopes);
    return { passId, token: { name, scopes }, username, role, from, expiresAt, credentials };
  }

  private get table() {
    return this.unitOfWork.manager.getRepository(AccessToken);
  }
}
