import { Injectable } from '@nestjs/common';
import { type DeploymentState, type DeploymentView, type Page } from '@sdp/protocol';
import { among } from '../database/many-ids.js';
import { DeploymentRecords } from './deployment-records.js';
import { type Deployment } from './deployment.entity.js';

export interface NewestState {
  sandboxId: string;
  service: string;
  state: DeploymentState;
}

export interface DeploymentFilter {
  sandboxId?: string;
  service?: string;
  state?: DeploymentState;
  page: number;
  pageSize: number;
}

/** Looking back: what was deployed when. */
@Injectable()
export class DeploymentHistory {
  constructor(private readonly records: DeploymentRecords) {}

  /** The newest deployment of every service of a sandbox. */
  async newest(sandboxId: string): Promise<Deployment[]> {
    const newest = this.newestNumbers().where('newest.sandboxId = :sandboxId');
    return this.records.table
      .createQueryBuilder('deployment')
      .where(`deployment.number IN (${newest.getQuery()})`, { sandboxId })
      .getMany();
  }

  /** Its state only, of every service of each sandbox. */
  async newestStates(sandboxIds: readonly string[]): Promise<NewestState[]> {
    const newest = this.newestNumbers().where(among('sandboxId', sandboxIds));
    return this.records.table
      .createQueryBuilder('deployment')
      .select('deployment.sandboxId', 'sandboxId')
      .addSelect('deployment.service', 'service')
      .addSelect('deployment.state', 'state')
      .where(`deployment.number IN (${newest.getQuery()})`)
      .setParameters(newest.getParameters())
      .getRawMany<NewestState>();
  }

  async page(
    filter: DeploymentFilter,
  ): Promise<Omit<Page<DeploymentView>, 'items'> & { items: Deployment[] }> {
    const { page, pageSize, ...criteria } = filter;
    const where = Object.fromEntries(Object.entries(criteria).filter(([, value]) => value !== undefined));
    const [items, total] = await this.records.table.findAndCount({
      where,
      order: { number: 'DESC' },
      skip: (page - 1) * pageSize,
      take: pageSize,
    });
    return { items, page, pageSize, total };
  }

  /** How many are in each state, of those that are not over; what waits parked counts as `parked`. */
  async activeCounts(): Promise<Map<string, number>> {
    const active = [...(await this.records.queued()), ...(await this.records.onAgents())];
    const counts = new Map<string, number>();
    for (const { state, isParked } of active) {
      const key = isParked && state === 'queued' ? 'parked' : state;
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
  }

  private newestNumbers() {
    return this.records.table
      .createQueryBuilder('newest')
      .select('MAX(newest.number)')
      .groupBy('newest.sandboxId')
      .addGroupBy('newest.service');
  }
}
