import { computed, inject, Injectable } from '@angular/core';
import {
  type CreatePullRequestRuleRequest,
  type DeliveryView,
  type PullRequestRuleView,
  type Update,
  type UpdatePullRequestRuleRequest,
  type UpdateWebhookRequest,
  type WebhookView,
  type WebhookWithSecret,
} from '@sdp/protocol';
import { LiveValue } from '../live/live-value';
import { hostOf } from './webhook-states';
import { WebhooksApi, webhookUrl } from './webhooks-api';

/** One webhook with its rules, and what came in through it. */
@Injectable()
export class WebhookStore {
  private readonly api = inject(WebhooksApi);
  private readonly live = new LiveValue<WebhookView>((webhook, update) => this.patch(webhook, update));
  private readonly received = new LiveValue<DeliveryView[]>((all, update) => this.patch(all, update));
  private id = '';

  readonly webhook = this.live.value;
  readonly isLoading = this.live.isLoading;
  readonly error = this.live.error;
  /** An update tells that it is another now; that it is gone only its absence tells. */
  readonly isGone = computed(() => this.error()?.code === 'not-found');
  readonly deliveries = {
    value: this.received.value,
    isLoading: () => this.received.isLoading(),
    error: () => this.received.error(),
    reload: () => this.received.reload(),
  };
  /** Which Bitbucket calls, by the newest event that says so. */
  readonly host = computed(() => this.received.value()?.map(hostOf).find(Boolean));
  /** Those that have no rule for pull requests yet. */
  readonly withoutRule = computed(() => {
    const { repositories = [], rules = [] } = this.webhook() ?? {};
    const ruled = new Set(rules.map(({ repository }) => repository));
    return repositories.map(({ repository }) => repository).filter((name) => !ruled.has(name));
  });

  open(id: string): void {
    this.id = id;
    this.live.open(webhookUrl(id), 'webhooks');
    this.received.open(`${webhookUrl(id)}/deliveries`, 'webhooks');
  }

  reload(): void {
    this.live.reload();
    this.received.reload();
  }

  async update(request: UpdateWebhookRequest): Promise<WebhookView> {
    return this.taken(await this.api.update(this.id, request));
  }

  /** The answer has the new secret: this once. */
  async rotate(): Promise<WebhookWithSecret> {
    const rotated = await this.api.rotate(this.id);
    this.live.replace(rotated.webhook);
    return rotated;
  }

  async addRule(request: CreatePullRequestRuleRequest): Promise<WebhookView> {
    return this.taken(await this.api.addRule(this.id, request));
  }

  async changeRule(ruleId: string, request: UpdatePullRequestRuleRequest): Promise<WebhookView> {
    return this.taken(await this.api.changeRule(this.id, ruleId, request));
  }

  async removeRule({ id }: PullRequestRuleView): Promise<void> {
    await this.api.removeRule(this.id, id);
    this.live.reload();
  }

  async redeliver({ id }: DeliveryView): Promise<void> {
    const again = await this.api.redeliver(this.id, id);
    const all = this.received.value() ?? [];
    this.received.replace(all.map((delivery) => (delivery.id === id ? again : delivery)));
  }

  private taken(webhook: WebhookView): WebhookView {
    this.live.replace(webhook);
    return webhook;
  }

  private patch<T>(value: T, update: Update): T | 'reload' {
    return update.kind === 'webhook-changed' && update.id === this.id ? 'reload' : value;
  }
}
