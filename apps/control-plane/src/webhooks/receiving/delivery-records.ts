import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { LessThan, LessThanOrEqual, Not } from 'typeorm';
import { ChangeFeed } from '../../changes/change-feed.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { notFound } from '../../errors/domain-error.js';
import { WebhookDelivery } from './webhook-delivery.entity.js';

/** As many of each webhook are kept, to know again what comes twice. */
const KEPT = 1_000;

/** The inbox: what git hosts told, in the order in which it came. */
@Injectable()
export class DeliveryRecords {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: ChangeFeed,
  ) {}

  get table() {
    return this.unitOfWork.manager.getRepository(WebhookDelivery);
  }

  async get(webhookId: string, id: string): Promise<WebhookDelivery> {
    const delivery = await this.table.findOneBy({ webhookId, id });
    if (!delivery) throw notFound('delivery');
    return delivery;
  }

  /** The same request, or what has the same digest under another request's id. */
  seen(webhookId: string, requestId: string, digest: string): Promise<WebhookDelivery | null> {
    return this.table.findOne({
      where: [
        { webhookId, requestId },
        { webhookId, digest },
      ],
    });
  }

  newest(webhookId: string, count: number): Promise<WebhookDelivery[]> {
    return this.table.find({ where: { webhookId }, order: { number: 'DESC' }, take: count });
  }

  due(now: Date): Promise<WebhookDelivery[]> {
    return this.table.find({
      where: { state: 'waiting', dueAt: LessThanOrEqual(now) },
      order: { number: 'ASC' },
    });
  }

  /** Call it within a unit of work. */
  async insert(delivery: Omit<WebhookDelivery, 'id' | 'number'>): Promise<WebhookDelivery> {
    const last = await this.table.maximum('number');
    const row = this.table.create({ ...delivery, id: randomUUID(), number: (last ?? 0) + 1 });
    await this.table.insert(row);
    await this.forgetOld(row.webhookId);
    this.changes.announce('webhook', row.webhookId);
    return row;
  }

  async patch({ id, webhookId }: WebhookDelivery, patch: Partial<WebhookDelivery>): Promise<void> {
    await this.table.update({ id }, patch as object);
    this.changes.announce('webhook', webhookId);
  }

  private async forgetOld(webhookId: string): Promise<void> {
    const [oldest] = await this.table.find({
      where: { webhookId },
      order: { number: 'DESC' },
      skip: KEPT,
      take: 1,
    });
    if (oldest)
      await this.table.delete({ webhookId, number: LessThan(oldest.number + 1), state: Not('waiting') });
  }
}
