import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type QueueView } from '@sdp/protocol';
import { DEPLOYMENT_STATES } from '../deployments/deployment-states';
import { revisionText } from '../deployments/revision';
import { TimeLeft } from '../deployments/time-left';
import { LiveValue } from '../live/live-value';
import { Ago } from '../ui/ago';
import { Chip } from '../ui/chip';
import { EmptyState } from '../ui/empty-state';
import { LoadState } from '../ui/load-state';

/** What runs and what waits, by agent, in the order it goes. */
@Component({
  selector: 'sdp-queue-page',
  imports: [Ago, Chip, EmptyState, LoadState, RouterLink, TimeLeft],
  templateUrl: './queue-page.html',
  styleUrl: './queue-page.scss',
})
export class QueuePage {
  protected readonly states = DEPLOYMENT_STATES;
  protected readonly revisionText = revisionText;
  protected readonly queue = new LiveValue<QueueView>((queue, update) =>
    update.kind === 'queue-changed' || update.kind === 'deployment' ? 'reload' : queue,
  );

  constructor() {
    this.queue.open('/api/queue', 'queue');
  }

  protected running({ deployments }: QueueView['agents'][number]): number {
    return deployments.filter(({ state }) => state !== 'queued').length;
  }
}
