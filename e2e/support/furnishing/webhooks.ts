import { createHmac } from 'node:crypto';
import { type DeliveryView, type WebhookWithSecret } from '@sdp/protocol';
import { type ApiClient } from '../api-client.js';
import { until } from '../until.js';

const COMMIT = '5f0c1e9a7b3d2c4e6f8091a2b3c4d5e6f7081920';
const PAYMENTS = { full_name: 'shop/payments' };
const ACTOR = { display_name: 'Anna Smith', nickname: 'anna' };

const PUSH = {
  actor: ACTOR,
  repository: PAYMENTS,
  push: {
    changes: [
      { old: null, new: { type: 'branch', name: 'chore/format-everything', target: { hash: COMMIT } } },
    ],
  },
};

const FORK = {
  actor: ACTOR,
  repository: PAYMENTS,
  pullrequest: {
    id: 12,
    title: 'Pay by invoice',
    updated_on: '2026-11-20T10:00:00.000000+00:00',
    links: { html: { href: 'https://bitbucket.example.com/shop/payments/pull-requests/12' } },
    source: {
      repository: { full_name: 'stranger/payments' },
      branch: { name: 'feature/invoices' },
      commit: { hash: COMMIT.slice(0, 12) },
    },
    destination: { branch: { name: 'main' } },
  },
};

/** A webhook with a rule, to which Bitbucket Cloud has told of a branch that nobody follows and of a fork. */
export async function makeWebhook(dev: ApiClient, templateId: string): Promise<string> {
  const made = await dev.post<WebhookWithSecret>('/webhooks', {
    name: 'shop',
    repositories: [
      { repository: 'orders', fullName: 'shop/orders' },
      { repository: 'payments', fullName: 'shop/payments' },
    ],
  });
  const { id } = made.webhook;
  await dev.post(`/webhooks/${id}/rules`, {
    repository: 'payments',
    templateId,
    branchParameter: 'branch',
    targetBranches: ['main', 'release/*'],
  });
  await tell(dev, made, 'repo:push', PUSH);
  await tell(dev, made, 'pullrequest:created', FORK);
  await until('both events are worked on', 20_000, async () => {
    const deliveries = await dev.get<DeliveryView[]>(`/webhooks/${id}/deliveries`);
    return deliveries.length === 2 && deliveries.every(({ state }) => state !== 'waiting');
  });
  return id;
}

/** As Bitbucket does: signed over the body as it is sent. */
async function tell(
  api: ApiClient,
  { webhook, secret }: WebhookWithSecret,
  event: string,
  body: object,
): Promise<void> {
  const signature = createHmac('sha256', secret).update(JSON.stringify(body)).digest('hex');
  const { status } = await api.fetch('POST', `/webhooks/bitbucket/${webhook.id}`, body, {
    'x-event-key': event,
    'x-hub-signature': `sha256=${signature}`,
  });
  if (status !== 202) throw new Error(`The webhook answered ${event} with ${status}.`);
}
