import { type DeliveryView } from '@sdp/protocol';
import { type HostEvent } from '../events/host-event.js';
import { type WebhookDelivery } from './webhook-delivery.entity.js';

/** A delivery as people see it. */
export function deliveryView(delivery: WebhookDelivery): DeliveryView {
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
