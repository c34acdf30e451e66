import {
  type DeliveryReceipt,
  type DeliveryView,
  type ErrorBody,
  type WebhookWithSecret,
} from '@sdp/protocol';
import { type HostPayload, signed, type SignWish } from '@sdp/testing';
import { type FakeBrowser } from './fake-browser.js';
import { waitUntil } from './wait-until.js';

/** Plays a git host with a webhook: tells what happened, signed, and looks what came of it. */
export class GitHost {
  private constructor(
    private readonly owner: FakeBrowser,
    private readonly url: string,
    readonly webhookId: string,
    public secret: string,
  ) {}

  static async withWebhook(owner: FakeBrowser, url: string, repositories: object[], name = 'shop') {
    const request = { name, repositories };
    const made = await owner.call<WebhookWithSecret>('POST', '/api/webhooks', request);
    return new GitHost(owner, url, made.webhook.id, made.secret);
  }

  async send(payload: HostPayload, wish: SignWish & { headers?: Record<string, string | undefined> } = {}) {
    const { body, headers } = signed(payload, this.secret, wish);
    return this.post(body, { ...headers, ...wish.headers } as Record<string, string>);
  }

  async post(body: string, headers: Record<string, string>) {
    const response = await fetch(`${this.url}/api/webhooks/bitbucket/${this.webhookId}`, {
      method: 'POST',
      body,
      headers: Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== undefined)),
    });
    return { status: response.status, body: (await response.json()) as DeliveryReceipt & ErrorBody };
  }

  /** What came of an event that was taken. */
  async tell(payload: HostPayload, wish: SignWish = {}): Promise<DeliveryView> {
    const { body, status } = await this.send(payload, wish);
    if (status !== 202) throw new Error(`The event was not taken: ${status} ${JSON.stringify(body)}`);
    return this.outcomeOf(body.deliveryId!);
  }

  outcomeOf(deliveryId: string): Promise<DeliveryView> {
    return waitUntil('the delivery to be worked on', async () => {
      const delivery = (await this.deliveries()).find(({ id }) => id === deliveryId);
      return delivery && delivery.state !== 'waiting' && delivery;
    });
  }

  deliveries(): Promise<DeliveryView[]> {
    return this.owner.call('GET', `/api/webhooks/${this.webhookId}/deliveries`);
  }
}
