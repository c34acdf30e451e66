import { Injectable } from '@nestjs/common';
import { AgentsService } from '../../agents/agents.service.js';
import { Clock } from '../../clock/clock.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { DeploymentRecords } from '../deployment-records.js';
import { type Deployment, instanceOf, isBuilding } from '../deployment.entity.js';
import { mayGo, QueueBlocks } from './queue-blocks.js';

/** Takes deployments out of the queue, for an agent that has room. */
@Injectable()
export class DeploymentClaims {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: DeploymentRecords,
    private readonly agents: AgentsService,
    private readonly blocks: QueueBlocks,
    private readonly clock: Clock,
  ) {}

  /** Takes the next one; says whether there was one. */
  claimNext(agentId: string): Promise<boolean> {
    return this.unitOfWork.run(async () => {
      const deployment = await this.next(agentId);
      if (!deployment) return false;
      const letGo = deployment.isParked ? { isParked: false, countsFrom: this.clock.now() } : {};
      return this.records.move(deployment, 'dispatched', letGo);
    });
  }

  /** The first that can go now; null when everything waits for a free place or something else. */
  private async next(agentId: string): Promise<Deployment | null> {
    const queued = await this.records.queued({ agentId });
    if (queued.length === 0) return null;
    const { capacity } = await this.agents.get(agentId);
    const running = await this.records.onAgents({ agentId });
    const hasPlace = running.filter(isBuilding).length < (capacity ?? 0);
    const busy = new Set(running.map(instanceOf));
    const idle = queued.filter((one) => !busy.has(instanceOf(one)) && (hasPlace || !isBuilding(one)));
    const blocks = await this.blocks.of(idle);
    return idle.find(({ id }) => mayGo(blocks.get(id)!)) ?? null;
  }
}
