import { Injectable } from '@nestjs/common';
import { AgentViews } from '../../agents/agent-views.js';
import { type Audience } from '../audience.js';
import { type Publisher } from './publisher.js';

@Injectable()
export class AgentPublisher implements Publisher {
  readonly kind = 'agent';

  constructor(private readonly views: AgentViews) {}

  async publish(id: string, audience: Audience): Promise<void> {
    if (audience.isWatching('agents'))
      audience.tell(['agents'], { kind: 'agent', value: await this.views.of(id) });
  }
}
