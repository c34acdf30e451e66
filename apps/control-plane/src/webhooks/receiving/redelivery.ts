import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../../audit/audit-trail.js';
import { type Viewer } from '../../auth/viewer.js';
import { Clock } from '../../clock/clock.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { WebhookRecords } from '../webhook-records.js';
import { nothingToRepeat, stillWaiting } from '../webhooks.errors.js';
import { DeliveryRecords } from './delivery-records.js';

/** Has a delivery worked on once more, as it came in. What is newer since is still known, and stays. */
@Injectable()
export class Redelivery {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly hooks: WebhookRecords,
    private readonly deliveries: DeliveryRecords,
    private readonly audit: AuditTrail,
    private readonly clock: Clock,
  ) {}

  of(webhookId: string, id: string, user: Viewer): Promise<void> {
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
    });
  }
}
