import { Injectable } from '@nestjs/common';
import { type Topic } from '@sdp/protocol';
import { DeploymentViews } from '../../deployments/deployment-views.js';
import { DeploymentsService } from '../../deployments/deployments.service.js';
import { type Audience } from '../audience.js';
import { type Publisher } from './publisher.js';
import { SandboxPublisher } from './sandbox-publisher.js';

@Injectable()
export class DeploymentPublisher implements Publisher {
  readonly kind = 'deployment';

  constructor(
    private readonly deployments: DeploymentsService,
    private readonly views: DeploymentViews,
    private readonly sandboxes: SandboxPublisher,
  ) {}

  async publish(id: string, audience: Audience): Promise<void> {
    const deployment = await this.deployments.get(id);
    const { sandboxId } = deployment;
    const topics: Topic[] = [`deployment:${id}`, `sandbox:${sandboxId}`];
    await audience.tellEach(topics, async (viewer) => [
      { kind: 'deployment', value: await this.views.of(deployment, viewer) },
    ]);
    this.sandboxes.publishSummary(sandboxId);
  }
}
