import { Injectable } from '@nestjs/common';
import { type DeliveryReport, type DeliveryView } from '@sdp/protocol';
import { type HostEvent } from '../events/host-event.js';
import { DeliveryReports } from '../reporting/delivery-reports.js';
import { WebhookRecords } from '../webhook-records.js';
import { DeliveryRecords } from './delivery-records.js';
import { type WebhookDelivery } from './webhook-delivery.entity.js';

const SHOWN = 100;

/** Deliveries as people see them. */
@Injectable()
export class DeliveryViews {
  constructor(
    private readonly hooks: WebhookRecords,
    private readonly deliveries: DeliveryRecords,
    private readonly reports: DeliveryReports,
  ) {}

  async list(webhookId: string): Promise<DeliveryView[]> {
    await this.hooks.get(webhookId);
    return this.views(webhookId, await this.deliveries.newest(webhookId, SHOWN));
  }

  async of(webhookId: string, id: string): Promise<DeliveryView> {
    const [view] = await this.views(webhookId, [await this.deliveries.get(webhookId, id)]);
    return view!;
  }

  private async views(webhookId: string, deliveries: readonly WebhookDelivery[]): Promise<DeliveryView[]> {
    const reportOf = await this.reports.ofWebhook(
      webhookId,
      deliveries.map(({ event }) => event),
    );
    return deliveries.map((delivery) => viewOf(delivery, reportOf(delivery.event)));
  }
}

function viewOf(delivery: WebhookDelivery, report: DeliveryReport | null): DeliveryView {
  const { id, eventKey, event, receivedAt, state, outcome, attempts, deploymentIds } = delivery;
  return {
    id,
    eventKey,
    summary: summaryOf(event),
    by: 'by' in event ? event.by : null,
    receivedAt: receivedAt.toISOString(),
    state,
    outcome,
    attempts,
    deploymentIds,
    report,
  };
}

function summaryOf(event: HostEvent): string {
  if (event.kind === 'push') {
    const branches = event.branches.map(({ name, commit }) =>
      commit === null ? `${name} deleted` : `${name} at ${commit.slice(0, 10)}`,
    );
    const refs = [...branches, ...event.tags.map((tag) => `tag ${tag}`)].join(', ');
    return `push to ${event.repository}: ${refs || 'nothing'}`;
  }
  if (event.kind !== 'pull-request') return 'an event that is not known';
  const { number, title, state, source, targetBranch } = event;
  return `pull request #${number} of ${event.repository} is ${state}: ${title} (${source.branch} to ${targetBranch})`;
}
