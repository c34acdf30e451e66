import { Injectable } from '@nestjs/common';
import { type DurationEstimate } from '@sdp/protocol';
import { type FindOptionsWhere } from 'typeorm';
import { DeploymentRecords } from './deployment-records.js';
import { isTerminal } from './deployment-states.js';
import { type Deployment } from './deployment.entity.js';

const LOOKED_AT = 12;

/** What deployments that go on will take, by what earlier ones took. */
@Injectable()
export class DeploymentEstimates {
  constructor(private readonly records: DeploymentRecords) {}

  /** By deployment; no entry for what is over, or where nothing is known. */
  async of(deployments: readonly Deployment[]): Promise<ReadonlyMap<string, DurationEstimate>> {
    const estimates = new Map<string, DurationEstimate>();
    for (const deployment of deployments) {
      if (isTerminal(deployment.state)) continue;
      const estimate = await this.estimate(deployment);
      if (estimate) estimates.set(deployment.id, estimate);
    }
    return estimates;
  }

  private async estimate(deployment: Deployment): Promise<DurationEstimate | null> {
    const { sandboxId, service, agentId, repository } = deployment;
    return (
      (await this.median(deployment, 'service', { sandboxId, service })) ??
      (await this.median(deployment, 'repository', { agentId, repository }))
    );
  }

  /** Kinds differ: a push of routes builds nothing. */
  private async median(
    { kind }: Deployment,
    of: DurationEstimate['of'],
    alike: FindOptionsWhere<Deployment>,
  ): Promise<DurationEstimate | null> {
    const earlier = await this.records.table.find({
      select: { id: true, durationMs: true },
      where: { ...alike, kind, state: 'succeeded' },
      order: { number: 'DESC' },
      take: LOOKED_AT,
    });
    const durations = earlier.flatMap(({ durationMs }) => durationMs ?? []).sort((a, b) => a - b);
    const durationMs = durations[Math.floor(durations.length / 2)];
    return durationMs === undefined ? null : { durationMs, count: durations.length, of };
  }
}
