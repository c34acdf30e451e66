import { Injectable } from '@nestjs/common';
import { SandboxViews } from '../../sandboxes/sandbox-views.js';
import { type Audience } from '../audience.js';
import { type Publisher } from './publisher.js';

@Injectable()
export class SandboxPublisher implements Publisher {
  readonly kind = 'sandbox';

  constructor(private readonly views: SandboxViews) {}

  async publish(id: string, audience: Audience): Promise<void> {
    audience.tell([`sandbox:${id}`], { kind: 'sandbox-changed', id });
    await this.publishSummary(id, audience);
  }

  async publishSummary(id: string, audience: Audience): Promise<void> {
    await audience.tellEach(['sandboxes'], async (viewer) => ({
      kind: 'sandbox',
      value: await this.views.summary(id, viewer),
    }));
  }
}
