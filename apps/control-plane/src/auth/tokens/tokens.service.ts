import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type CreatedToken, type CreateTokenRequest, type TokenList, type TokenView } from '@sdp/protocol';
import { Clock } from '../../clock/clock.js';
import { Config } from '../../config/config.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { notFound } from '../../errors/domain-error.js';
import { type Principal } from '../principal.js';
import { hashToken, seal } from '../sealed-box.js';
import { AccessToken } from './access-token.entity.js';
import { TokenChanges } from './token-changes.js';
import { coveredBy } from './token-scopes.js';
import { newToken, secretOf } from './token-text.js';
import { livesTooLong, onlyOpsGivesOps, tokenNameTaken, tooManyTokens } from './tokens.errors.js';

const DEFAULT_DAYS = 30;
const DAY_MS = 24 * 3_600_000;
const MOST_OF_A_PERSON = 50;

/** People's own tokens: made, listed, renamed and revoked by themselves. */
@Injectable()
export class TokensService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly changes: TokenChanges,
  ) {}

  async list(username: string): Promise<TokenList> {
    const tokens = await this.table.find({ where: { username }, order: { createdAt: 'DESC', name: 'ASC' } });
    return { tokens: tokens.map((token) => this.toView(token)), maxDays: this.config.tokenMaxDays };
  }

  /** It carries the maker's credentials, sealed under a key that only the token yields. */
  async create(request: CreateTokenRequest, maker: Principal): Promise<CreatedToken> {
    if (request.scopes.includes('ops') && maker.role !== 'ops') throw onlyOpsGivesOps();
    const token = newToken();
    const row = this.table.create(this.rowOf(request, maker, secretOf(token)!));

    await this.unitOfWork.run(async () => {
      await this.assertRoom(maker.username);
      await this.assertFree(maker.username, row.name);
      await this.table.insert(row);
      await this.changes.tell(row, 'created', `made the token "${row.name}" for ${row.scopes.join(', ')}`);
    });
    return { ...this.toView(row), token };
  }

  async rename(id: string, name: string, username: string): Promise<TokenView> {
    return this.unitOfWork.run(async () => {
      const token = await this.find(id, username);
      if (name !== token.name) {
        await this.assertFree(username, name);
        await this.table.update({ id }, { name });
        await this.changes.tell(
          { ...token, name },
          'renamed',
          `renamed the token "${token.name}" to "${name}"`,
        );
      }
      return this.toView({ ...token, name });
    });
  }

  /** Its row is gone with all that it carried; what is open with it ends. */
  async revoke(id: string, username: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      const token = await this.find(id, username);
      await this.table.delete({ id });
      await this.changes.tell(token, 'revoked', `revoked the token "${token.name}"`);
      this.changes.end(token);
    });
  }

  private get table() {
    return this.unitOfWork.manager.getRepository(AccessToken);
  }

  /** @throws DomainError `not-found`, for somebody else's as well. */
  private async find(id: string, username: string): Promise<AccessToken> {
    const token = await this.table.findOneBy({ id, username });
    if (!token) throw notFound('token');
    return token;
  }

  private async assertFree(username: string, name: string): Promise<void> {
    if (await this.table.existsBy({ username, name })) throw tokenNameTaken(name);
  }

  private async assertRoom(username: string): Promise<void> {
    if ((await this.table.countBy({ username })) >= MOST_OF_A_PERSON) throw tooManyTokens(MOST_OF_A_PERSON);
  }

  private rowOf(
    { name, scopes, expiresInDays }: CreateTokenRequest,
    { username, credentials }: Principal,
    secret: string,
  ): Partial<AccessToken> {
    const most = this.config.tokenMaxDays;
    const days = expiresInDays ?? Math.min(DEFAULT_DAYS, most);
    if (days > most) throw livesTooLong(most);

    const [id, createdAt] = [randomUUID(), this.clock.now()];
    return {
      id,
      tokenHash: hashToken(secret)!,
      username,
      name,
      scopes: coveredBy(scopes),
      sealedCredentials: seal(credentials, secret, id),
      createdAt,
      expiresAt: new Date(createdAt.getTime() + days * DAY_MS),
      lastUsedAt: null,
      lastUsedFrom: null,
      endedBy: null,
    };
  }

  private toView(token: AccessToken): TokenView {
    const { id, name, scopes, endedBy, createdAt, expiresAt, lastUsedAt, lastUsedFrom } = token;
    const isExpired = expiresAt <= this.clock.now();
    return {
      id,
      name,
      scopes,
      state: endedBy ?? (isExpired ? 'expired' : 'active'),
      createdAt: createdAt.toISOString(),
      expiresAt: expiresAt.toISOString(),
      lastUsedAt: lastUsedAt?.toISOString() ?? null,
      lastUsedFrom,
    };
  }
}
