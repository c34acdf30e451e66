import { Injectable } from '@nestjs/common';
import { type DeliveryView } from '@sdp/protocol';
import { AuditTrail } from '../../audit/audit-trail.js';
import { type Viewer } from '../../auth/viewer.js';
import { Clock } from '../../clock/clock.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { WebhookRecords } from '../webhook-records.js';
import { nothingToRepeat, stillWaiting } from '../webhooks.errors.js';
import { DeliveryRecords } from './delivery-records.js';
import { deliveryView } from './delivery-view.js';

const SHOWN = 100;

/** What came in, for people. */
@Injectable()
export class DeliveriesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly hooks: WebhookRecords,
    private readonly deliveries: DeliveryRecords,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  async list(webhookId: string): Promise<DeliveryView[]> {
    await this.hooks.get(webhookId);
    return (await this.deliveries.newest(webhookId, SHOWN)).map(deliveryView);
  }

  /** Works on it once more, as it came in. What is newer since is still known, and stays. */
  redeliver(webhookId: string, id: string, user: Viewer): Promise<DeliveryView> {
    return this.unitOfWork.run(async () => {
      const hook = await this.hooks.changeable(webhookId, user);
      const delivery = await this.deliveries.get(webhookId, id);
      if (delivery.state === 'waiting') throw stillWaiting();
      if (delivery.event.kind === 'unknown') throw nothingToRepeat();
      const again = { state: 'waiting' as const, outcome: '', attempts: 0, dueAt: this.clock.now() };
      await this.deliveries.patch(delivery, again);
      await this.audit.record({
        action: 'webhook.redelivered',
        subject: hook.name,
        summary: `had the webhook work on ${delivery.eventKey} again`,
        details: { deliveryId: id },
      });
      return deliveryView(await this.deliveries.get(webhookId, id));
    });
  }
}
