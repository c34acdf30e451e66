import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { actingAs } from '../../audit/acting.js';
import { Clock } from '../../clock/clock.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { DomainError } from '../../errors/domain-error.js';
import { Rounds } from '../../rounds/rounds.js';
import { DeliveryRecords } from './delivery-records.js';
import { EventWork } from './event-work.js';
import { type WebhookDelivery } from './webhook-delivery.entity.js';

/** What may work out later all by itself; the last attempt is about an hour and a half after the first. */
const LATER: ReadonlySet<string> = new Set(['no-agent', 'agent-unreachable', 'no-free-port']);
const MAX_ATTEMPTS = 10;
const FIRST_PAUSE_MS = 10_000;

/**
 * Works through the inbox, one after the other. What an event leads to and that it was done are written in one unit of
 * work: a crash in between leaves neither, and afterwards it is done once.
 */
@Injectable()
export class DeliveryWork implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(DeliveryWork.name);
  private readonly rounds = new Rounds('deliveries of webhooks', () => this.round());

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly deliveries: DeliveryRecords,
    private readonly work: EventWork,
    private readonly clock: Clock,
  ) {}

  onApplicationBootstrap(): void {
    this.wake();
  }

  @Interval(5_000)
  wake(): void {
    this.rounds.wake();
  }

  onApplicationShutdown(): Promise<void> {
    return this.rounds.stop();
  }

  private async round(): Promise<void> {
    for (const delivery of await this.deliveries.due(this.clock.now())) await this.attempt(delivery);
  }

  private async attempt(delivery: WebhookDelivery): Promise<void> {
    try {
      const who = { actor: this.work.actorOf(delivery.event), from: delivery.from };
      await actingAs(who, () => this.unitOfWork.run(() => this.finish(delivery)));
    } catch (error) {
      await this.unitOfWork.run(() => this.deliveries.patch(delivery, this.afterFailure(delivery, error)));
    }
  }

  private async finish(delivery: WebhookDelivery): Promise<void> {
    const { state, text, deploymentIds } = await this.work.apply(delivery);
    const attempts = delivery.attempts + 1;
    await this.deliveries.patch(delivery, { state, outcome: clipped(text), deploymentIds, attempts });
  }

  private afterFailure({ id, attempts: before }: WebhookDelivery, error: unknown): Partial<WebhookDelivery> {
    const attempts = before + 1;
    if (!(error instanceof DomainError)) {
      this.logger.error({ err: error }, `Delivery ${id} failed`);
      const outcome = 'it failed unexpectedly; the log of the control plane has the reason';
      return { state: 'failed', outcome, attempts };
    }
    const isForLater = LATER.has(error.code) || error.options.retryable === true;
    if (!isForLater || attempts >= MAX_ATTEMPTS)
      return { state: 'failed', outcome: clipped(error.message), attempts };
    const dueAt = new Date(this.clock.now().getTime() + FIRST_PAUSE_MS * 2 ** before);
    return { outcome: clipped(`tried again later: ${error.message}`), attempts, dueAt };
  }
}

function clipped(text: string): string {
  return text.length > 1_000 ? `${text.slice(0, 999)}…` : text;
}
