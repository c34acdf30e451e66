import { Injectable } from '@nestjs/common';
import { type Viewer } from '../auth/viewer.js';
import { ChangeFeed } from '../changes/change-feed.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { notFound } from '../errors/domain-error.js';
import { WebhookRepository } from './webhook-repository.entity.js';
import { Webhook } from './webhook.entity.js';

/** Everybody reads webhooks, never their secrets. Ops change all of them; developers those they made themselves. */
export function mayChange({ owner }: Pick<Webhook, 'owner'>, { username, role }: Viewer): boolean {
  return role === 'ops' || (role === 'developer' && owner === username);
}

/** The rows of webhooks, and the rule who may change them. */
@Injectable()
export class WebhookRecords {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: ChangeFeed,
  ) {}

  get hooks() {
    return this.unitOfWork.manager.getRepository(Webhook);
  }

  get repositories() {
    return this.unitOfWork.manager.getRepository(WebhookRepository);
  }

  async get(id: string): Promise<Webhook> {
    const hook = await this.hooks.findOneBy({ id });
    if (!hook) throw notFound('webhook');
    return hook;
  }

  /** One that `user` may change. @throws DomainError `not-found` for what is not theirs, too. */
  async changeable(id: string, user: Viewer): Promise<Webhook> {
    const hook = await this.get(id);
    if (!mayChange(hook, user)) throw notFound('webhook');
    return hook;
  }

  served(webhookId: string): Promise<WebhookRepository[]> {
    return this.repositories.find({ where: { webhookId }, order: { repository: 'ASC' } });
  }

  announce(id: string): void {
    this.changes.announce('webhook', id);
  }
}
