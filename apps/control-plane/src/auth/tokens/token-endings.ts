import { Injectable } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { IsNull, LessThanOrEqual } from 'typeorm';
import { PLATFORM } from '../../audit/audit-trail.js';
import { Clock } from '../../clock/clock.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { AccessToken, type TokenEnd } from './access-token.entity.js';
import { TokenChanges } from './token-changes.js';

/** So long is an ended token still listed, for its person to see why a program stopped working. */
const KEPT_MS = 30 * 24 * 3_600_000;

const SUMMARY: Readonly<Record<TokenEnd, (token: AccessToken) => string>> = {
  expired: ({ name, username }) => `ended the token "${name}" of ${username}: it has expired`,
  'password-changed': ({ name, username }) =>
    `ended the token "${name}" of ${username}: the git server does not take the password any more that it carried`,
};

/** Ends tokens that nobody revokes, and forgets them later. */
@Injectable()
export class TokenEndings {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly changes: TokenChanges,
  ) {}

  @Interval(60_000)
  async sweep(): Promise<void> {
    const now = this.clock.now();
    const due = await this.table.findBy({ expiresAt: LessThanOrEqual(now), endedBy: IsNull() });
    for (const token of due) await this.end(token, 'expired');
    const forgotten = new Date(now.getTime() - KEPT_MS);
    await this.unitOfWork.run(() => this.table.delete({ expiresAt: LessThanOrEqual(forgotten) }));
  }

  /** What it carried is gone at once. */
  async end(token: AccessToken, endedBy: TokenEnd): Promise<void> {
    await this.unitOfWork.run(async () => {
      const isOpen = { id: token.id, endedBy: IsNull() };
      const { affected } = await this.table.update(isOpen, { endedBy, sealedCredentials: null });
      if (affected === 0) return;
      await this.changes.tell(token, 'ended', SUMMARY[endedBy](token), PLATFORM);
      this.changes.end(token);
    });
  }

  private get table() {
    return this.unitOfWork.manager.getRepository(AccessToken);
  }
}
