import { type DeliveryView, type PullRequestRuleView, type WebhookView } from '@sdp/protocol';

export function aRule(parts: Partial<PullRequestRuleView> = {}): PullRequestRuleView {
  return {
    id: 'rule-1',
    repository: 'orders',
    owner: 'ada',
    templateId: 'template-1',
    template: 'shop',
    branchParameter: 'branch',
    parameters: {},
    namePattern: 'pr-{repository}-{number}',
    targetBranches: [],
    ttlHours: null,
    maxSandboxes: 5,
    sandboxes: 0,
    ...parts,
  };
}

export function aWebhook(parts: Partial<WebhookView> = {}): WebhookView {
  return {
    id: 'hook-1',
    name: 'shop',
    owner: 'ada',
    isEditable: true,
    path: '/api/webhooks/bitbucket/hook-1',
    repositories: [
      { repository: 'orders', fullName: 'shop/orders' },
      { repository: 'payments', fullName: 'shop/payments' },
    ],
    rules: [],
    createdAt: '2026-11-23T10:00:00.000Z',
    secretSince: '2026-11-23T10:00:00.000Z',
    lastDeliveryAt: null,
    failures: 0,
    reporting: { state: 'off', problem: null },
    ...parts,
  };
}

export function aDelivery(parts: Partial<DeliveryView> = {}): DeliveryView {
  return {
    id: 'delivery-1',
    eventKey: 'repo:refs_changed',
    summary: 'push to orders: main at 5f0c1e9a7b',
    by: 'Anna',
    receivedAt: '2026-11-23T10:00:00.000Z',
    state: 'failed',
    outcome: 'no agent is connected',
    attempts: 3,
    deploymentIds: [],
    report: null,
    ...parts,
  };
}
