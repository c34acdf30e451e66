import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type DeploymentState, type DeploymentView, type GitCredentials, type Page } from '@sdp/protocol';
import { In } from 'typeorm';
import { CredentialVault } from '../auth/credential-vault.js';
import { Clock } from '../clock/clock.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { LogStore } from '../logs/log-store.js';
import { DeploymentRecords } from './deployment-records.js';
import { isTerminal } from './deployment-states.js';
import { type CancelReason, type Deployment } from './deployment.entity.js';
import { alreadyOver, canceledByUser, deploymentActive, superseded } from './deployments.errors.js';

export interface DeploymentOrder {
  sandboxId: string;
  sandboxName: string;
  sandboxOwner: string;
  service: string;
  repository: string;
  branch: string;
  pinnedCommit: string | null;
  agentId: string;
  epoch: number;
  requestedBy: string;
  credentials: GitCredentials;
  retryOf?: string;
}

/** Use cases. Who may do what to which sandbox is decided by the caller. */
@Injectable()
export class DeploymentsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: DeploymentRecords,
    private readonly vault: CredentialVault,
    private readonly logs: LogStore,
    private readonly clock: Clock,
  ) {}

  /** The newest request wins: one that still waits is superseded, one that runs is stopped and then followed. */
  async request({ credentials, retryOf, ...order }: DeploymentOrder): Promise<Deployment> {
    const id = randomUUID();
    return this.unitOfWork.run(async () => {
      await this.giveUp(order.sandboxId, order.service, 'superseded');
      const deployment = await this.records.insert({
        ...order,
        id,
        state: 'queued',
        commit: null,
        routes: null,
        createdAt: this.clock.now(),
        finishedAt: null,
        durationMs: null,
        error: null,
        retryOf: retryOf ?? null,
        cancelReason: null,
        lastSeq: 0,
        finalLogBytes: null,
      });
      this.unitOfWork.afterCommit(() => this.vault.hold(id, credentials));
      return deployment;
    });
  }

  /** One that waits is canceled at once; one that runs is when its agent says so. */
  async cancel(id: string): Promise<Deployment> {
    return this.unitOfWork.run(async () => {
      const deployment = await this.records.get(id);
      if (isTerminal(deployment.state)) throw alreadyOver(deployment.state);
      await this.stop(deployment, 'requested');
      return this.records.get(id);
    });
  }

  /** Ends whatever is under way for an instance. Says whether nothing is any more. */
  async giveUp(sandboxId: string, service: string, reason: CancelReason): Promise<boolean> {
    return this.unitOfWork.run(async () => {
      for (const waiting of await this.records.queued({ sandboxId, service }))
        await this.stop(waiting, reason);
      const running = await this.records.onAgents({ sandboxId, service });
      for (const deployment of running) await this.stop(deployment, reason);
      return running.length === 0;
    });
  }

  /** @throws DomainError `deployment-active` */
  async assertNoneActive(sandboxId: string, service: string): Promise<void> {
    const waiting = await this.records.queued({ sandboxId, service });
    const running = await this.records.onAgents({ sandboxId, service });
    if (waiting.length + running.length > 0) throw deploymentActive(service);
  }

  get(id: string): Promise<Deployment> {
    return this.records.get(id);
  }

  async find(ids: string[]): Promise<Map<string, Deployment>> {
    const deployments = await this.records.table.findBy({ id: In(ids) });
    return new Map(deployments.map((deployment) => [deployment.id, deployment]));
  }

  /** The newest deployment of every service, for each of the sandboxes. */
  async newest(sandboxIds: string[]): Promise<Deployment[]> {
    const newestNumbers = await this.records.table
      .createQueryBuilder('deployment')
      .select('MAX(deployment.number)', 'number')
      .where({ sandboxId: In(sandboxIds) })
      .groupBy('deployment.sandboxId')
      .addGroupBy('deployment.service')
      .getRawMany<{ number: number }>();
    return this.records.table.findBy({ number: In(newestNumbers.map(({ number }) => number)) });
  }

  async hasSucceeded(sandboxId: string, service: string): Promise<boolean> {
    return this.records.table.existsBy({ sandboxId, service, state: 'succeeded' });
  }

  async rename(sandboxId: string, sandboxName: string): Promise<void> {
    await this.unitOfWork.run(() => this.records.table.update({ sandboxId }, { sandboxName }));
  }

  /** Deletes all that is known of a sandbox's deployments, the logs included. None may be under way. */
  async forget(sandboxId: string): Promise<void> {
    await this.unitOfWork.run(async () => {
      const ids = (await this.records.table.findBy({ sandboxId })).map(({ id }) => id);
      await this.records.table.delete({ sandboxId });
      this.unitOfWork.afterCommit(() => void this.logs.removeAll(ids));
    });
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

  private async stop(deployment: Deployment, reason: CancelReason): Promise<void> {
    if (deployment.state === 'queued') {
      const isSuperseded = reason === 'superseded';
      const error = isSuperseded ? superseded() : canceledByUser();
      await this.records.end(deployment, isSuperseded ? 'superseded' : 'canceled', { error });
    } else if (deployment.cancelReason === null) {
      await this.records.patch(deployment.id, { cancelReason: reason });
    }
  }
}

export interface DeploymentFilter {
  sandboxId?: string;
  service?: string;
  state?: DeploymentState;
  page: number;
  pageSize: number;
}
