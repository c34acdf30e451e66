import { Injectable } from '@nestjs/common';
import { type HostEvent } from '../events/host-event.js';
import { BranchFollowing } from '../following/branch-following.js';
import { ignored, type Outcome } from '../outcome.js';
import { PullRequestSandboxes } from '../pull-requests/pull-request-sandboxes.js';
import { WebhookRecords } from '../webhook-records.js';
import { type WebhookDelivery } from './webhook-delivery.entity.js';

/** Which event leads to what. */
@Injectable()
export class EventWork {
  constructor(
    private readonly hooks: WebhookRecords,
    private readonly following: BranchFollowing,
    private readonly pullRequests: PullRequestSandboxes,
  ) {}

  /** Call within a unit of work. */
  async apply({ webhookId, event }: WebhookDelivery): Promise<Outcome> {
    if (event.kind === 'ping' || event.kind === 'unknown') return ignored('there is nothing to do');
    const served = await this.hooks.served(webhookId);
    const own = served.find(({ fullName }) => fullName === event.repository);
    if (!own) return ignored(`it is about ${event.repository}, which this webhook is not for`);
    return event.kind === 'push'
      ? this.following.apply(event, own.repository)
      : this.pullRequests.apply(event, webhookId, own.repository);
  }

  /** As it stands in the audit trail. The blank keeps it apart from every name that can sign in. */
  actorOf(event: HostEvent): string {
    if (event.kind === 'push') return `bitbucket (push by ${event.by})`;
    if (event.kind === 'pull-request') return `bitbucket (pull request #${event.number} by ${event.by})`;
    return 'bitbucket (event)';
  }
}
