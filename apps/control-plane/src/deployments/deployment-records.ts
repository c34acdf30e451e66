import { Injectable } from '@nestjs/common';
import { type DeploymentState, type TerminalDeploymentState } from '@sdp/protocol';
import { type FindOptionsWhere, In } from 'typeorm';
import { type QueryDeepPartialEntity } from 'typeorm/query-builder/QueryPartialEntity.js';
import { CredentialVault } from '../auth/credential-vault.js';
import { Clock } from '../clock/clock.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { type DomainError, notFound } from '../errors/domain-error.js';
import { DeploymentEndings } from './deployment-endings.js';
import { DeploymentNews } from './deployment-news.js';
import { DeploymentStep } from './deployment-step.entity.js';
import { isTerminal, mayFollow, STATES_ON_AGENT } from './deployment-states.js';
import { Deployment } from './deployment.entity.js';
import { illegalTransition } from './deployments.errors.js';

export interface Ending {
  error?: DomainError | Deployment['error'];
  durationMs?: number;
  finalLogBytes?: number;
}

type Patch = QueryDeepPartialEntity<Deployment>;

/** The rows of deployments, and the only place that changes a state. */
@Injectable()
export class DeploymentRecords {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly news: DeploymentNews,
    private readonly clock: Clock,
    private readonly vault: CredentialVault,
    private readonly endings: DeploymentEndings,
  ) {}

  get table() {
    return this.unitOfWork.manager.getRepository(Deployment);
  }

  get steps() {
    return this.unitOfWork.manager.getRepository(DeploymentStep);
  }

  async get(id: string): Promise<Deployment> {
    const deployment = await this.table.findOneBy({ id });
    if (!deployment) throw notFound('deployment');
    return deployment;
  }

  queued(where: FindOptionsWhere<Deployment> = {}): Promise<Deployment[]> {
    return this.table.find({ where: { ...where, state: 'queued' }, order: { number: 'ASC' } });
  }

  onAgents(where: FindOptionsWhere<Deployment> = {}): Promise<Deployment[]> {
    return this.table.find({ where: { ...where, state: In(STATES_ON_AGENT) }, order: { number: 'ASC' } });
  }

  /** Where each is that waits or runs, without all the rest: it is asked for after every change. */
  active(): Promise<Pick<Deployment, 'id' | 'agentId' | 'state'>[]> {
    return this.table.find({
      where: { state: In(['queued', ...STATES_ON_AGENT]) },
      select: { id: true, agentId: true, state: true },
    });
  }

  async insert(deployment: Omit<Deployment, 'number'>): Promise<Deployment> {
    return this.unitOfWork.run(async () => {
      const last = await this.table.maximum('number');
      const row = this.table.create({ ...deployment, number: (last ?? 0) + 1 });
      await this.table.insert(row as Patch);
      this.news.enter(row);
      return row;
    });
  }

  async patch(id: string, patch: Patch): Promise<void> {
    await this.unitOfWork.run(() => this.table.update({ id }, patch));
    this.news.changed(id);
  }

  /**
   * Moves a deployment on, if it still is in the state that it was read in; says whether it was.
   * @throws DomainError `conflict` when the one state may not follow the other.
   */
  async move(deployment: Deployment, to: DeploymentState, patch: Patch = {}): Promise<boolean> {
    const { id, state: from } = deployment;
    if (!mayFollow(from, to)) throw illegalTransition(from, to);

    return this.unitOfWork.run(async () => {
      const { affected } = await this.table.update({ id, state: from }, { ...patch, state: to });
      if (affected !== 1) return false;
      deployment.state = to;
      if (isTerminal(to)) await this.close(id);
      else this.news.enter(deployment);
      return true;
    });
  }

  end(deployment: Deployment, to: TerminalDeploymentState, ending: Ending = {}): Promise<boolean> {
    const { error, durationMs, finalLogBytes } = ending;
    return this.move(deployment, to, {
      finishedAt: this.clock.now(),
      error: (error instanceof Error ? error.toWire() : error) ?? null,
      durationMs: durationMs ?? null,
      finalLogBytes: finalLogBytes ?? null,
    } as Patch);
  }

  private async close(deploymentId: string): Promise<void> {
    await this.steps.update({ deploymentId, outcome: 'running' }, { outcome: 'failed' });
    this.unitOfWork.afterCommit(() => this.vault.release(deploymentId));
    const deployment = await this.get(deploymentId);
    this.news.end(deployment);
    await this.endings.tell(deployment);
  }
}
