import { Injectable } from '@nestjs/common';
import { type Topic } from '@sdp/protocol';
import { DeploymentGroupViews } from '../../deployments/groups/deployment-group-views.js';
import { type Audience } from '../audience.js';
import { type Publisher } from './publisher.js';

@Injectable()
export class GroupPublisher implements Publisher {
  readonly kind = 'group';

  constructor(private readonly views: DeploymentGroupViews) {}

  async publish(id: string, audience: Audience): Promise<void> {
    const value = await this.views.of(id);
    const topics: Topic[] = [`group:${id}`, `sandbox:${value.sandboxId}`];
    if (audience.isWatching(...topics)) audience.tell(topics, { kind: 'group', value });
  }
}
