import { Injectable } from '@nestjs/common';
import { type PullRequestRuleView, type WebhookView } from '@sdp/protocol';
import { type Viewer } from '../auth/viewer.js';
import { TemplateCatalog } from '../templates/template-catalog.js';
import { PullRequestRuleRecords } from './pull-requests/pull-request-rule-records.js';
import { DeliveryRecords } from './receiving/delivery-records.js';
import { ReportOutbox } from './reporting/report-outbox.js';
import { mayChange, WebhookRecords } from './webhook-records.js';
import { type Webhook } from './webhook.entity.js';

/** Webhooks as people see them: never with a secret. */
@Injectable()
export class WebhookViews {
  constructor(
    private readonly records: WebhookRecords,
    private readonly rules: PullRequestRuleRecords,
    private readonly deliveries: DeliveryRecords,
    private readonly templates: TemplateCatalog,
    private readonly outbox: ReportOutbox,
  ) {}

  async all(viewer: Viewer): Promise<WebhookView[]> {
    const hooks = await this.records.hooks.find({ order: { name: 'ASC' } });
    return Promise.all(hooks.map((hook) => this.view(hook, viewer)));
  }

  async of(id: string, viewer: Viewer): Promise<WebhookView> {
    return this.view(await this.records.get(id), viewer);
  }

  private async view(hook: Webhook, viewer: Viewer): Promise<WebhookView> {
    const { id, name, owner, createdAt, secretSince } = hook;
    const served = await this.records.served(id);
    const [newest] = await this.deliveries.newest(id, 1);
    return {
      id,
      name,
      owner,
      isEditable: mayChange(hook, viewer),
      path: `/api/webhooks/bitbucket/${id}`,
      repositories: served.map(({ repository, fullName }) => ({ repository, fullName })),
      rules: await this.rulesOf(id),
      createdAt: createdAt.toISOString(),
      secretSince: secretSince.toISOString(),
      lastDeliveryAt: newest?.receivedAt.toISOString() ?? null,
      failures: await this.deliveries.table.countBy({ webhookId: id, state: 'failed' }),
      reporting: await this.outbox.viewFor(id),
    };
  }

  private async rulesOf(webhookId: string): Promise<PullRequestRuleView[]> {
    const rules = await this.rules.ofHook(webhookId);
    const templates = await this.templates.entries(rules.map(({ templateId }) => templateId));
    return Promise.all(
      rules.map(async ({ webhookId: _, ...rule }) => ({
        ...rule,
        template: templates.get(rule.templateId)?.name ?? '',
        sandboxes: await this.rules.sandboxesOf(rule.id),
      })),
    );
  }
}
