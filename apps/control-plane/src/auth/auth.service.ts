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
import { isWorthNoting } from './last-seen.js';
import { type Principal } from './principal.js';
import { hashToken, newToken, seal, unseal } from './sealed-box.js';
import { Session } from './session.entity.js';

export interface SignedIn {
  token: string;
  session: Session;
  role: Role;
}

/** What somebody signs in with. */
export interface Device {
  /** Address of the peer. */
  from: string | null;
  userAgent: string | null;
}

const MAX_USER_AGENT_LENGTH = 300;

/** The sessions. Who gets one is decided where people sign in. */
@Injectable()
export class AuthService {
  /** A session is over: whoever holds something open for it lets go. */
  readonly sessionEnded = new Subject<Pick<Session, 'id' | 'username'>>();
  /** Somebody has one more. */
  readonly sessionOpened = new Subject<Pick<Session, 'username'>>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly config: Config,
    private readonly clock: Clock,
    private readonly users: UsersService,
    private readonly vault: CredentialVault,
  ) {}

  /** For credentials that are proven. A new token for every login; the one the browser came with dies. */
  async open(credentials: GitCredentials, previousToken: string, device: Device): Promise<SignedIn> {
    const id = randomUUID();
    const token = newToken();
    const createdAt = this.clock.now();
    const session = this.table.create({
      id,
      tokenHash: hashToken(token) ?? '',
      username: credentials.username,
      sealedCredentials: seal(credentials, token, id),
      from: device.from,
      userAgent: device.userAgent?.slice(0, MAX_USER_AGENT_LENGTH) ?? null,
      createdAt,
      lastSeenAt: createdAt,
      expiresAt: new Date(createdAt.getTime() + this.config.sessionHours * 3_600_000),
    });
    const role = await this.unitOfWork.run(async () => {
      const previous = await this.find(previousToken);
      if (previous) await this.end(previous);
      await this.table.insert(session);
      await this.users.noteSignIn(credentials.username);
      this.unitOfWork.afterCommit(() => this.sessionOpened.next(session));
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

    const { id: passId, username, expiresAt } = session;
    const credentials = unseal(session.sealedCredentials, token, passId);
    if (this.vault.isRefused(credentials)) {
      await this.end(session);
      return null;
    }
    await this.noteUse(session);
    this.vault.supply(username, credentials);
    const role = await this.users.roleOf(username);
    return { passId, token: null, username, role, from, expiresAt, credentials };
  }

  async endExpired(): Promise<void> {
    const expired = await this.table.findBy({ expiresAt: LessThanOrEqual(this.clock.now()) });
    for (const session of expired) await this.end(session);
  }

  /** Newest first. */
  async ofPerson(username: string): Promise<Session[]> {
    return this.table.find({ where: { username }, order: { createdAt: 'DESC', id: 'ASC' } });
  }

  /** Answers whether it was one of theirs. */
  async closeById(id: string, username: string): Promise<boolean> {
    const session = await this.table.findOneBy({ id, username });
    if (session) await this.end(session);
    return session !== null;
  }

  private get table() {
    return this.unitOfWork.manager.getRepository(Session);
  }

  private async find(token: string): Promise<Session | null> {
    const tokenHash = hashToken(token);
    return tokenHash === null ? null : this.table.findOneBy({ tokenHash });
  }

  private async noteUse({ id, lastSeenAt }: Session): Promise<void> {
    const now = this.clock.now();
    if (isWorthNoting(lastSeenAt, now))
      await this.unitOfWork.run(() => this.table.update({ id }, { lastSeenAt: now }));
  }

  private async end({ id, username }: Session): Promise<void> {
    await this.unitOfWork.run(async () => {
      await this.table.delete({ id });
      this.unitOfWork.afterCommit(() => this.sessionEnded.next({ id, username }));
    });
  }
}
