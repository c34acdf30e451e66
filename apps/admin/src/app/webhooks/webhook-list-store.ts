import { computed, Injectable } from '@angular/core';
import { type WebhookView } from '@sdp/protocol';
import { LiveValue } from '../live/live-value';
import { WEBHOOKS_URL } from './webhooks-api';

/** Every webhook, by name. */
@Injectable()
export class WebhookListStore {
  private readonly all = new LiveValue<WebhookView[]>((webhooks, update) =>
    update.kind === 'webhook-changed' ? 'reload' : webhooks,
  );

  readonly isLoading = this.all.isLoading;
  readonly error = this.all.error;
  readonly webhooks = computed(() => this.all.value()?.toSorted((a, b) => a.name.localeCompare(b.name)));

  constructor() {
    this.all.open(WEBHOOKS_URL, 'webhooks');
  }

  reload(): void {
    this.all.reload();
  }
}
