import { Injectable } from '@nestjs/common';
import { type StorageAmounts, type StorageReport } from '@sdp/protocol';
import { Subject } from 'rxjs';
import { ChangeFeed } from '../changes/change-feed.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { DomainError, notFound } from '../errors/domain-error.js';
import { Agent } from './agent.entity.js';

/** What every agent's host has stored, as of its last report. */
@Injectable()
export class AgentStorage {
  /** What an agent removed since it reported last. */
  readonly removed = new Subject<{ agent: string; amounts: StorageAmounts }>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: ChangeFeed,
  ) {}

  async take(agentId: string, report: StorageReport): Promise<void> {
    await this.unitOfWork.run(async () => {
      const { name } = await this.get(agentId);
      await this.table.update({ id: agentId }, { storage: report });
      this.changes.announce('agent', agentId);
      this.unitOfWork.afterCommit(() => this.removed.next({ agent: name, amounts: report.removedSince }));
    });
  }

  /** @throws DomainError `not-found`, or `conflict` for an agent that has not reported yet. */
  async of(agentId: string): Promise<StorageReport> {
    const { name, storage } = await this.get(agentId);
    if (storage) return storage;
    throw new DomainError(
      'conflict',
      `Agent ${name} has not reported yet what its host has stored. It does so ten seconds after it has connected, unless it is of an earlier release.`,
    );
  }

  private async get(agentId: string): Promise<Agent> {
    const agent = await this.table.findOneBy({ id: agentId });
    if (!agent) throw notFound('agent');
    return agent;
  }

  private get table() {
    return this.unitOfWork.manager.getRepository(Agent);
  }
}
