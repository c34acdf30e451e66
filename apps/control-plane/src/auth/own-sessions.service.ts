import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { type OwnSessionView } from '@sdp/protocol';
import { merge, type Subscription } from 'rxjs';
import { AuditTrail } from '../audit/audit-trail.js';
import { ChangeFeed } from '../changes/change-feed.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { notFound } from '../errors/domain-error.js';
import { AuthService } from './auth.service.js';
import { type Principal } from './principal.js';
import { type Session } from './session.entity.js';
import { TokensService } from './tokens/tokens.service.js';

type Own = Pick<Principal, 'username' | 'passId'>;

/** Where somebody is signed in, as they see it and end it themselves. */
@Injectable()
export class OwnSessionsService implements OnModuleInit, OnApplicationShutdown {
  private subscription: Subscription | undefined;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly auth: AuthService,
    private readonly audit: AuditTrail,
    private readonly feed: ChangeFeed,
    private readonly tokens: TokensService,
  ) {}

  onModuleInit(): void {
    this.subscription = merge(this.auth.sessionOpened, this.auth.sessionEnded).subscribe(({ username }) =>
      this.feed.announce('access', username),
    );
  }

  onApplicationShutdown(): void {
    this.subscription?.unsubscribe();
  }

  async list({ username, passId }: Own): Promise<OwnSessionView[]> {
    const sessions = await this.auth.ofPerson(username);
    return sessions.map((session) => toView(session, passId));
  }

  async end(id: string, { username }: Own): Promise<void> {
    await this.unitOfWork.run(async () => {
      if (!(await this.auth.closeById(id, username))) throw notFound('session');
      await this.record(username, 'ended one of their sessions');
    });
  }

  /** All but the one that asks. */
  async endOthers({ username, passId }: Own): Promise<void> {
    await this.unitOfWork.run(async () => {
      const others = (await this.auth.ofPerson(username)).filter(({ id }) => id !== passId);
      for (const { id } of others) await this.auth.closeById(id, username);
      await this.record(username, `ended their other sessions: ${others.length}`);
    });
  }

  /** Ends what they came in with. */
  async signOut({ passId, token, username }: Principal): Promise<void> {
    if (token) return this.tokens.revoke(passId, username);
    await this.unitOfWork.run(async () => {
      if (!(await this.auth.closeById(passId, username))) return;
      await this.audit.record({ action: 'session.closed', subject: username, summary: 'signed out' });
    });
  }

  private async record(username: string, summary: string): Promise<void> {
    await this.audit.record({ action: 'session.ended', subject: username, summary });
  }
}

function toView(session: Session, currentId: string): OwnSessionView {
  const { id, from, userAgent, createdAt, lastSeenAt, expiresAt } = session;
  return {
    id,
    isCurrent: id === currentId,
    from,
    userAgent,
    createdAt: createdAt.toISOString(),
    lastSeenAt: lastSeenAt?.toISOString() ?? null,
    expiresAt: expiresAt.toISOString(),
  };
}
