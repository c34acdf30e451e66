import { Injectable, type OnModuleInit } from '@nestjs/common';
import { type CommitInfo, GATEWAY_SERVICE } from '@sdp/protocol';
import { In, IsNull, Not } from 'typeorm';
import { among } from '../database/many-ids.js';
import { DeploymentEndings } from './deployment-endings.js';
import { DeploymentRecords } from './deployment-records.js';
import { type Deployment } from './deployment.entity.js';
import { superseded } from './deployments.errors.js';

/** What a gateway can be started again from. */
export interface GatewayRelease {
  releaseOf: string;
  repository: string;
  branch: string;
  commit: CommitInfo | null;
}

/** Deployments from the side of the route sets that they carry to a gateway. */
@Injectable()
export class RouteDeployments implements OnModuleInit {
  constructor(
    private readonly records: DeploymentRecords,
    private readonly endings: DeploymentEndings,
  ) {}

  onModuleInit(): void {
    this.endings.listen((deployment) => this.followRelease(deployment));
  }

  /** The newest that carries a route set, by sandbox. */
  async newest(sandboxIds: readonly string[]): Promise<ReadonlyMap<string, Deployment>> {
    const numbers = await this.records.table
      .createQueryBuilder('deployment')
      .select('MAX(deployment.number)', 'number')
      .where({ ...among('sandboxId', sandboxIds), routeRevision: Not(IsNull()) })
      .groupBy('deployment.sandboxId')
      .getRawMany<{ number: number }>();
    const newest = await this.records.table.findBy({ number: In(numbers.map(({ number }) => number)) });
    return new Map(newest.map((deployment) => [deployment.sandboxId, deployment]));
  }

  /** All that carried a route set of a sandbox, newest first. */
  carrying(sandboxId: string): Promise<Deployment[]> {
    const where = { sandboxId, routeRevision: Not(IsNull()) };
    return this.records.table.find({ where, order: { number: 'DESC' } });
  }

  /** The release that a gateway runs, or ran last; null when it was never deployed. */
  async release(sandboxId: string, runningDeploymentId: string | null): Promise<GatewayRelease | null> {
    const running = runningDeploymentId && (await this.records.table.findOneBy({ id: runningDeploymentId }));
    const deployment = running || (await this.lastSucceeded(sandboxId));
    return deployment && releaseFrom(deployment);
  }

  /**
   * Routes that are pushed while a deployment of the gateway waits go first, since that may wait for long: it gets a
   * number above theirs, which no agent has seen yet.
   */
  async letGoAhead({ sandboxId, service }: Deployment, nextEpoch: () => Promise<number>): Promise<void> {
    for (const { id, kind } of await this.records.queued({ sandboxId, service }))
      if (kind !== 'routes') await this.records.patch(id, { epoch: await nextEpoch() });
  }

  /** What a deployment of the gateway is given is newer than whatever waits to be pushed. */
  async supersedeWaiting({ sandboxId, service }: Deployment): Promise<void> {
    for (const waiting of await this.records.queued({ sandboxId, service }))
      if (waiting.kind === 'routes') await this.records.end(waiting, 'superseded', { error: superseded() });
  }

  /** Routes that wait behind a deployment of the gateway are for what that one brings, not for what ran before. */
  private async followRelease(ended: Deployment): Promise<void> {
    const { sandboxId, service, kind, state } = ended;
    if (service !== GATEWAY_SERVICE || kind === 'routes' || state !== 'succeeded') return;
    for (const { id, kind } of await this.records.queued({ sandboxId, service }))
      if (kind === 'routes') {
        const { commit, ...release } = releaseFrom(ended);
        await this.records.patch(id, { ...release, commit: commit && { ...commit }, commitId: commit?.id });
      }
  }

  private lastSucceeded(sandboxId: string): Promise<Deployment | null> {
    const where = { sandboxId, service: GATEWAY_SERVICE, state: 'succeeded' as const };
    return this.records.table.findOne({ where, order: { number: 'DESC' } });
  }
}

function releaseFrom({ id, releaseOf, repository, branch, commit }: Deployment): GatewayRelease {
  return { releaseOf: releaseOf ?? id, repository, branch, commit };
}
