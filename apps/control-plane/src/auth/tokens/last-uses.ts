import { Injectable } from '@nestjs/common';
import { Clock } from '../../clock/clock.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { isWorthNoting } from '../last-seen.js';
import { AccessToken } from './access-token.entity.js';
import { TokenChanges } from './token-changes.js';

/** When and from where each token was used last. */
@Injectable()
export class LastUses {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly changes: TokenChanges,
  ) {}

  async note(token: AccessToken, from: string): Promise<void> {
    const now = this.clock.now();
    if (token.lastUsedFrom === from && !isWorthNoting(token.lastUsedAt, now)) return;
    await this.unitOfWork.run(async () => {
      const use = { lastUsedAt: now, lastUsedFrom: from };
      await this.unitOfWork.manager.getRepository(AccessToken).update({ id: token.id }, use);
      this.changes.used(token);
    });
  }
}
