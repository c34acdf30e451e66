import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { notFound } from '../../errors/domain-error.js';
import { type ServiceInstance } from '../../sandboxes/instances/service-instance.entity.js';
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

  /** Whether the instance is redeployed for a pull request's own events, which without a rule lead to nothing. */
  async isBroughtBy(sandboxId: string, { repository, branch }: ServiceInstance): Promise<boolean> {
    const open = { sandboxId, repository, sourceBranch: branch, state: 'open' } as const;
    const pullRequest = await this.pullRequests.table.findOneBy(open);
    return pullRequest !== null && (await this.of(pullRequest.webhookId, repository)) !== null;
  }

  /** How many sandboxes there are because of it. */
  async sandboxesOf(ruleId: string): Promise<number> {
    const made = await this.pullRequests.table.findBy({ ruleId });
    const ids = made.flatMap(({ sandboxId }) => sandboxId ?? []);
    return ids.length === 0 ? 0 : this.sandboxes.sandboxes.countBy({ id: In(ids) });
  }
}
