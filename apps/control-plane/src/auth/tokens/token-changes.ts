import { Injectable } from '@nestjs/common';
import { Subject } from 'rxjs';
import { AuditTrail } from '../../audit/audit-trail.js';
import { ChangeFeed } from '../../changes/change-feed.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { type AccessToken } from './access-token.entity.js';

/** Tells what becomes of tokens: the audit trail, their person's open pages, and whoever holds something open. */
@Injectable()
export class TokenChanges {
  /** Id of a token that is over: whoever holds something open with it lets go. */
  readonly ended = new Subject<string>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly audit: AuditTrail,
    private readonly feed: ChangeFeed,
  ) {}

  /** @param summary follows the actor's name; without an actor, it is whoever makes the request */
  async tell(token: AccessToken, verb: string, summary: string, actor?: string): Promise<void> {
    const { name, username, scopes, expiresAt } = token;
    await this.audit.record({
      action: `token.${verb}`,
      subject: name,
      summary,
      actor,
      details: { username, scopes, expiresAt: expiresAt.toISOString() },
    });
    this.feed.announce('access', username);
  }

  /** Seen, not changed: nothing for the audit trail. */
  used({ username }: AccessToken): void {
    this.feed.announce('access', username);
  }

  end({ id }: AccessToken): void {
    this.unitOfWork.afterCommit(() => this.ended.next(id));
  }
}
