import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { In, IsNull, Not } from 'typeorm';
import { ChangeFeed } from '../../changes/change-feed.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { type PullRequestEvent } from '../events/host-event.js';
import { PullRequest } from './pull-request.entity.js';

/** The rows of pull requests. */
@Injectable()
export class PullRequestRecords {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: ChangeFeed,
  ) {}

  get table() {
    return this.unitOfWork.manager.getRepository(PullRequest);
  }

  /**
   * Takes over what the event says; null when something newer is known already. At the same time closed beats open:
   * events may come in any order, and more than once.
   */
  async take(event: PullRequestEvent, webhookId: string, repository: string): Promise<PullRequest | null> {
    const { number, host, title, url, state, source } = event;
    const known = await this.table.findOneBy({ webhookId, repository, number });
    if (known && isOlder(event, known)) return null;
    const told = {
      host,
      fullName: event.repository,
      title,
      url: isWebAddress(url) ? url : null,
      state,
      sourceBranch: source.branch,
      sourceCommit: source.commit,
      updatedAt: new Date(event.updatedAt),
      // Opened again: whatever else comes of the event, its sandbox is not to go.
      ...(state === 'open' ? { isLeaving: false } : {}),
    };
    const fresh = {
      id: randomUUID(),
      ruleId: null,
      sandboxId: null,
      sandboxName: null,
      orderedCommit: null,
      isKept: false,
      isLeaving: false,
      commentId: null,
    };
    const row = this.table.create({ ...fresh, ...known, ...told, webhookId, repository, number });
    await this.table.save(row);
    if (row.sandboxId) this.changes.announce('sandbox', row.sandboxId);
    return row;
  }

  async patch({ id }: PullRequest, patch: Partial<PullRequest>): Promise<void> {
    await this.unitOfWork.run(async () => {
      await this.table.update({ id }, patch);
      const { sandboxId } = (await this.table.findOneBy({ id })) ?? {};
      if (sandboxId) this.changes.announce('sandbox', sandboxId);
    });
  }

  withSandbox(): Promise<PullRequest[]> {
    return this.table.findBy({ sandboxId: Not(IsNull()) });
  }

  async numbered(webhookId: string, numbers: readonly number[]): Promise<PullRequest[]> {
    return numbers.length === 0 ? [] : this.table.findBy({ webhookId, number: In([...numbers]) });
  }

  ofSandbox(sandboxId: string): Promise<PullRequest | null> {
    return this.table.findOneBy({ sandboxId });
  }

  ofSandboxes(sandboxIds: readonly string[]): Promise<PullRequest[]> {
    return sandboxIds.length === 0
      ? Promise.resolve([])
      : this.table.findBy({ sandboxId: In([...sandboxIds]) });
  }
}

function isOlder(event: PullRequestEvent, { updatedAt, state }: PullRequest): boolean {
  const known = updatedAt.getTime();
  return event.updatedAt < known || (event.updatedAt === known && event.state === 'open' && state !== 'open');
}

/** It becomes a link. */
function isWebAddress(url: string | null): boolean {
  return url !== null && /^https?:\/\/[\x21-\x7e]+$/.test(url);
}
