import { Injectable } from '@nestjs/common';
import { SandboxViews } from '../../sandboxes/sandbox-views.js';
import { type Audience } from '../audience.js';
import { type Publisher } from './publisher.js';

@Injectable()
export class SandboxPublisher implements Publisher {
  readonly kind = 'sandbox';

  /** Whose summaries are due. One edit of an environment may touch a thousand sandboxes: they are read at once. */
  private readonly due = new Set<string>();

  constructor(private readonly views: SandboxViews) {}

  async publish(id: string, audience: Audience): Promise<void> {
    audience.tell([`sandbox:${id}`], { kind: 'sandbox-changed', id });
    this.publishSummary(id);
  }

  publishSummary(id: string): void {
    this.due.add(id);
  }

  async finish(audience: Audience): Promise<void> {
    const ids = [...this.due];
    this.due.clear();
    if (ids.length === 0) return;
    await audience.tellEach(['sandboxes'], async (viewer) => {
      const summaries = await this.views.summariesOf(ids, viewer);
      return summaries.map((value) => ({ kind: 'sandbox', value }));
    });
  }
}
