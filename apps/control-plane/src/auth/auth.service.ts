import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type GitCredentials, type Role } from '@sdp/protocol';
import { Subject } from 'rxjs';
import { LessThanOrEqual } from 'typeorm';
import { Clock } from '../clock/clock.js';
import { Config } from '../config/config.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { UsersService } from '../users/users.service.js';
import { CredentialVault } from './credential-vault.js';
import { type Principal } from './principal.js';
import { hashToken, newToken, seal, unseal } from './sealed-box.js';
import { Session } from './session.entity.js';

export interface SignedIn {
  token: string;
  session: Session;
  role: Role;
}

/** The sessions. Who gets one is decided where people sign in. */
@Injectable()
export class AuthService {
  /** Id of a session that is over: whoever holds something open for it lets go. */
  readonly sessionEnded = new Subject<string>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly users: UsersService,
    private readonly vault: CredentialVault,
  ) {}

  /** For credentials that are proven. A new token for every login; the one the browser came with dies. */
  async open(credentials: GitCredentials, previousToken: string): Promise<SignedIn> {
    const id = randomUUID();
    const token = newToken();
    const createdAt = this.clock.now();
    const session = this.table.create({
      id,
      tokenHash: hashToken(token) ?? '',
      username: credentials.username,
      sealedCredentials: seal(credentials, token, id),
      createdAt,
      expiresAt: new Date(createdAt.getTime() + this.config.sessionHours * 3_600_000),
    });
    const role = await this.unitOfWork.run(async () => {
      await this.close(previousToken);
      await this.table.insert(session);
      await this.users.noteSignIn(credentials.username);
      return this.users.roleOf(credentials.username);
    });
    this.vault.accept(credentials);
    this.vault.supply(credentials.username, credentials);
    return { token, session, role };
  }

  /** @param from address of the peer */
  async authenticate(token: string, from: string): Promise<Principal | null> {
    const session = await this.find(token);
    if (!session || session.expiresAt <= this.clock.now()) return null;

    const { id: sessionId, username, expiresAt } = session;
    const credentials = unseal(session.sealedCredentials, token, sessionId);
    if (this.vault.isRefused(credentials)) {
      await this.end(session);
      return null;
    }
    this.vault.supply(username, credentials);
    const role = await this.users.roleOf(username);
    return { sessionId, username, role, from, expiresAt, credentials };
  }

  /** Answers whose session it was; null when there was none. */
  async close(token: string): Promise<string | null> {
    const session = await this.find(token);
    if (session) await this.end(session);
    return session?.username ?? null;
  }

  async endExpired(): Promise<void> {
    const expired = await this.table.findBy({ expiresAt: LessThanOrEqual(this.clock.now()) });
    for (const session of expired) await this.end(session);
  }

  private get table() {
    return this.unitOfWork.manager.getRepository(Session);
  }

  private async find(token: string): Promise<Session | null> {
    const tokenHash = hashToken(token);
    return tokenHash === null ? null : this.table.findOneBy({ tokenHash });
  }

  private async end({ id }: Session): Promise<void> {
    await this.unitOfWork.run(async () => {
      await this.table.delete({ id });
      this.unitOfWork.afterCommit(() => this.sessionEnded.next(id));
    });
  }
}
