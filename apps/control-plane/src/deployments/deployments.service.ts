import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ACTIVE_DEPLOYMENT_STATES } from '@sdp/protocol';
import { In } from 'typeorm';
import { CredentialVault } from '../auth/credential-vault.js';
import { Clock } from '../clock/clock.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { type DeploymentOrder, givesWay, type Newcomer } from './deployment-order.js';
import { DeploymentRecords } from './deployment-records.js';
import { isTerminal } from './deployment-states.js';
import { type CancelReason, type Deployment, instanceOf } from './deployment.entity.js';
import { alreadyOver, canceledByUser, deploymentActive, superseded } from './deployments.errors.js';
import { KnownCommits } from './known-commits.js';

/** Use cases. Who may do what to which sandbox is decided by the caller. */
@Injectable()
export class DeploymentsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: DeploymentRecords,
    private readonly vault: CredentialVault,
    private readonly commits: KnownCommits,
    private readonly clock: Clock,
  ) {}

  /** The newest request wins: see `makeWayFor`. */
  async request(wanted: DeploymentOrder): Promise<Deployment> {
    const { credentials, heldBy, isPatient, kind = 'deploy', ...order } = wanted;
    const { dependsOn = [], goesAfter = [], commit = null, access = null } = order;
    return this.unitOfWork.run(async () => {
      await this.makeWayFor({ ...order, kind, heldBy, isPatient });
      const deployment = await this.records.insert({
        ...order,
        id: randomUUID(),
        kind,
        state: 'queued',
        commit,
        commitId: commit?.id ?? null,
        routes: null,
        createdAt: this.clock.now(),
        finishedAt: null,
        durationMs: null,
        error: null,
        retryOf: order.retryOf ?? null,
        releaseOf: order.releaseOf ?? null,
        routeRevision: order.routeRevision ?? null,
        groupId: order.groupId ?? null,
        dependsOn,
        goesAfter,
        access,
        needsCredentials: kind === 'deploy' && access === null && !(await this.isThereAlready(order)),
        isParked: dependsOn.length + goesAfter.length > 0,
        countsFrom: null,
        cancelReason: null,
        lastSeq: 0,
        finalLogBytes: null,
      });
      if (credentials && kind === 'deploy')
        this.unitOfWork.afterCommit(() => this.vault.hold(deployment.id, credentials));
      return deployment;
    });
  }

  /** One that still waits is superseded, one that runs is stopped and then followed. */
  async makeWayFor(newcomer: Newcomer): Promise<void> {
    const { sandboxId, service } = newcomer;
    await this.unitOfWork.run(async () => {
      const active = [
        ...(await this.records.queued({ sandboxId, service })),
        ...(await this.records.onAgents({ sandboxId, service })),
      ];
      for (const older of active) if (givesWay(older, newcomer)) await this.stop(older, 'superseded');
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
    if (await this.hasActive(sandboxId, service)) throw deploymentActive(service);
  }

  /** Whether one waits or runs. */
  hasActive(sandboxId: string, service: string): Promise<boolean> {
    return this.records.table.existsBy({ sandboxId, service, state: In([...ACTIVE_DEPLOYMENT_STATES]) });
  }

  /** What waits or runs of an instance, in the order it was asked for. */
  activeOf(sandboxId: string, service: string): Promise<Deployment[]> {
    const where = { sandboxId, service, state: In([...ACTIVE_DEPLOYMENT_STATES]) };
    return this.records.table.find({ where, order: { number: 'ASC' } });
  }

  /** The instances, as `<sandbox id>/<service>`, that an agent is deploying. */
  async busyOn(agentId: string): Promise<ReadonlySet<string>> {
    return new Set((await this.records.onAgents({ agentId })).map(instanceOf));
  }

  get(id: string): Promise<Deployment> {
    return this.records.get(id);
  }

  async find(ids: string[]): Promise<Map<string, Deployment>> {
    const deployments = await this.records.table.findBy({ id: In(ids) });
    return new Map(deployments.map((deployment) => [deployment.id, deployment]));
  }

  async hasSucceeded(sandboxId: string, service: string): Promise<boolean> {
    return this.records.table.existsBy({ sandboxId, service, state: 'succeeded' });
  }

  async rename(sandboxId: string, sandboxName: string): Promise<void> {
    await this.unitOfWork.run(() => this.records.table.update({ sandboxId }, { sandboxName }));
  }

  private async isThereAlready({ agentId, repository, pinnedCommit }: DeploymentOrder): Promise<boolean> {
    return pinnedCommit !== null && (await this.commits.has(agentId, repository, pinnedCommit));
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
