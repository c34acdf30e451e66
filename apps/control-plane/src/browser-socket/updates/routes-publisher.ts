import { Injectable } from '@nestjs/common';
import { RouteViews } from '../../routes/standing/route-views.js';
import { type Audience } from '../audience.js';
import { type Publisher } from './publisher.js';
import { SandboxPublisher } from './sandbox-publisher.js';

@Injectable()
export class RoutesPublisher implements Publisher {
  readonly kind = 'routes';

  constructor(
    private readonly views: RouteViews,
    private readonly sandboxes: SandboxPublisher,
  ) {}

  async publish(sandboxId: string, audience: Audience): Promise<void> {
    if (audience.isWatching(`sandbox:${sandboxId}`))
      audience.tell([`sandbox:${sandboxId}`], { kind: 'routes', value: await this.views.of(sandboxId) });
    this.sandboxes.publishSummary(sandboxId);
  }
}
