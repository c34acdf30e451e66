import { Injectable } from '@nestjs/common';
import { type DeploymentView } from '@sdp/protocol';
import { DeploymentEstimates } from './deployment-estimates.js';
import { type Deployment } from './deployment.entity.js';
import { DeploymentQueue } from './queue/deployment-queue.js';

type Outlook = Pick<DeploymentView, 'queue' | 'estimate'>;

/** What is still to come of deployments that are not over: what they wait for, and how long they will take. */
@Injectable()
export class DeploymentOutlook {
  constructor(
    private readonly queue: DeploymentQueue,
    private readonly estimates: DeploymentEstimates,
  ) {}

  async of(deployments: readonly Deployment[]): Promise<(id: string) => Outlook> {
    const waiting = deployments.filter(({ state }) => state === 'queued');
    const places = await this.queue.placesOn([...new Set(waiting.map(({ agentId }) => agentId))]);
    const estimates = await this.estimates.of(deployments);
    return (id) => ({ queue: places.get(id) ?? null, estimate: estimates.get(id) ?? null });
  }
}
