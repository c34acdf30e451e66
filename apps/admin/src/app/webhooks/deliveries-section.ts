import { Component, inject, input, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type DeliveryView } from '@sdp/protocol';
import { Toasts } from '../errors/toasts';
import { Ago } from '../ui/ago';
import { Chip } from '../ui/chip';
import { EmptyState } from '../ui/empty-state';
import { LoadState } from '../ui/load-state';
import { DELIVERY_STATES, reportWords } from './webhook-states';
import { WebhookStore } from './webhook-store';

/** The last hundred events, with what was done or why not. */
@Component({
  selector: 'sdp-deliveries-section',
  imports: [Ago, Chip, EmptyState, LoadState, RouterLink],
  templateUrl: './deliveries-section.html',
  styleUrl: './webhook-section.scss',
})
export class DeliveriesSection {
  readonly canRepeat = input(false);

  protected readonly store = inject(WebhookStore);
  private readonly toasts = inject(Toasts);
  protected readonly states = DELIVERY_STATES;
  protected readonly reportWords = reportWords;
  protected readonly sending = signal<string | null>(null);

  /** Its button stays, so that the keyboard does, too. */
  protected isBusy({ id, state }: DeliveryView): boolean {
    return state === 'waiting' || this.sending() === id;
  }

  protected async repeat(delivery: DeliveryView): Promise<void> {
    if (this.isBusy(delivery) || this.sending() !== null) return;
    this.sending.set(delivery.id);
    if ((await this.toasts.attempt(this.store.redeliver(delivery).then(() => true))) === true)
      this.toasts.done(`${delivery.eventKey} is worked on again.`);
    this.sending.set(null);
  }
}
