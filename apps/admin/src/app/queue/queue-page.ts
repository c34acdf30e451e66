import { Component } from '@angular/core';
import { type QueueView } from '@sdp/protocol';
import { LiveValue } from '../live/live-value';
import { Chip } from '../ui/chip';
import { EmptyState } from '../ui/empty-state';
import { LoadState } from '../ui/load-state';
import { QueueRows } from './queue-rows';

/** What runs and what waits, by agent, in the order it goes. */
@Component({
  selector: 'sdp-queue-page',
  imports: [Chip, EmptyState, LoadState, QueueRows],
  templateUrl: './queue-page.html',
  styleUrl: './queue-page.scss',
})
export class QueuePage {
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
