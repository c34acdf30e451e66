import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { notFound } from '../../errors/domain-error.js';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { PullRequestRecords } from './pull-request-records.js';
import { PullRequestRule } from './pull-request-rule.entity.js';

/** The rows of the rules for pull requests. */
@Injectable()
export class PullRequestRuleRecords {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly pullRequests: PullRequestRecords,
    private readonly sandboxes: SandboxRecords,
  ) {}

  get table() {
    return this.unitOfWork.manager.getRepository(PullRequestRule);
  }

  of(webhookId: string, repository: string): Promise<PullRequestRule | null> {
    return this.table.findOneBy({ webhookId, repository });
  }

  ofHook(webhookId: string): Promise<PullRequestRule[]> {
    return this.table.find({ where: { webhookId }, order: { repository: 'ASC' } });
  }

  async get(webhookId: string, id: string): Promise<PullRequestRule> {
    const rule = await this.table.findOneBy({ webhookId, id });
    if (!rule) throw notFound('rule');
    return rule;
  }

  /** How many sandboxes there are because of it. */
  async sandboxesOf(ruleId: string): Promise<number> {
    const made = await this.pullRequests.table.findBy({ ruleId });
    const ids = made.flatMap(({ sandboxId }) => sandboxId ?? []);
    return ids.length === 0 ? 0 : this.sandboxes.sandboxes.countBy({ id: In(ids) });
  }
}
