import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ChangeFeed } from '../../changes/change-feed.js';
import { Clock } from '../../clock/clock.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { notFound } from '../../errors/domain-error.js';
import { DeploymentRecords } from '../deployment-records.js';
import { type Deployment } from '../deployment.entity.js';
import { DeploymentGroup } from './deployment-group.entity.js';

/** The rows of groups. */
@Injectable()
export class DeploymentGroupRecords {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly deployments: DeploymentRecords,
    private readonly changes: ChangeFeed,
    private readonly clock: Clock,
  ) {}

  async get(id: string): Promise<DeploymentGroup> {
    const group = await this.table.findOneBy({ id });
    if (!group) throw notFound('deployment of several services');
    return group;
  }

  /** Its deployments, in the order they go. */
  members(groupId: string): Promise<Deployment[]> {
    return this.deployments.table.find({ where: { groupId }, order: { number: 'ASC' } });
  }

  /** An empty one; call it in the unit of work that requests its deployments. */
  async open(sandboxId: string, requestedBy: string): Promise<DeploymentGroup> {
    const group = this.table.create({
      id: randomUUID(),
      sandboxId,
      requestedBy,
      createdAt: this.clock.now(),
      finishedAt: null,
      state: 'running',
      isCanceled: false,
    });
    await this.unitOfWork.run(() => this.table.insert(group));
    this.changes.announce('group', group.id);
    return group;
  }

  async markCanceled(id: string): Promise<void> {
    await this.unitOfWork.run(() => this.table.update({ id }, { isCanceled: true }));
    this.changes.announce('group', id);
  }

  async end(id: string, state: Exclude<DeploymentGroup['state'], 'running'>): Promise<void> {
    const finishedAt = this.clock.now();
    await this.unitOfWork.run(() => this.table.update({ id, state: 'running' }, { state, finishedAt }));
    this.changes.announce('group', id);
  }

  private get table() {
    return this.unitOfWork.manager.getRepository(DeploymentGroup);
  }
}
