import { type DeliveryReceipt, type DeliveryView, type WebhookWithSecret } from '@sdp/protocol';
import { type HostPayload, signed, type SignWish } from '@sdp/testing';
import { type ApiClient } from './api-client.js';
import { until } from './until.js';

/** A webhook of SDP, called as Bitbucket Server calls it. */
export class WebhookSender {
  private constructor(
    private readonly owner: ApiClient,
    readonly id: string,
    readonly secret: string,
  ) {}

  static async make(owner: ApiClient, name: string, repositories: object[]): Promise<WebhookSender> {
    const made = await owner.post<WebhookWithSecret>('/webhooks', { name, repositories });
    return new WebhookSender(owner, made.webhook.id, made.secret);
  }

  async send(
    payload: HostPayload,
    { secret = this.secret, ...wish }: SignWish & { secret?: string } = {},
  ): Promise<{ status: number; receipt: DeliveryReceipt }> {
    const { body, headers } = signed(payload, secret, { idHeader: 'x-request-id', ...wish });
    const url = `${this.owner.baseUrl}/api/webhooks/bitbucket/${this.id}`;
    const response = await fetch(url, { method: 'POST', body, headers });
    return { status: response.status, receipt: (await response.json()) as DeliveryReceipt };
  }

  /** Sends it, and waits for what came of it. */
  async tell(payload: HostPayload, wish: SignWish = {}): Promise<DeliveryView> {
    const { status, receipt } = await this.send(payload, wish);
    if (status !== 202) throw new Error(`${payload.eventKey} was answered ${status}, not 202`);
    return this.untilDelivery(
      receipt.deliveryId!,
      `${payload.eventKey} is worked on`,
      ({ state }) => state !== 'waiting',
    );
  }

  deliveries(): Promise<DeliveryView[]> {
    return this.owner.get(`/webhooks/${this.id}/deliveries`);
  }

  async untilDelivery(
    id: string,
    what: string,
    fits: (delivery: DeliveryView) => boolean,
    deadlineMs = 30_000,
  ): Promise<DeliveryView> {
    let last: DeliveryView | undefined;
    try {
      return await until(what, deadlineMs, async () => {
        last = (await this.deliveries()).find((one) => one.id === id);
        return last && fits(last) && last;
      });
    } catch (error) {
      throw new Error(`${(error as Error).message}; it is ${JSON.stringify(last)}`, { cause: error });
    }
  }
}
