import { Injectable } from '@nestjs/common';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { ActingFor } from '../acting-for.js';
import { done, type Outcome, refused } from '../outcome.js';
import { PullRequestRecords } from './pull-request-records.js';
import { type PullRequestRule } from './pull-request-rule.entity.js';
import { PullRequestRuleRecords } from './pull-request-rule-records.js';
import { type PullRequest } from './pull-request.entity.js';
import { sandboxNameFor } from './sandbox-names.js';
import { TemplateCopies } from './template-copies.js';

/** Makes sandboxes for pull requests from the template of their rule. */
@Injectable()
export class PullRequestClones {
  constructor(
    private readonly pullRequests: PullRequestRecords,
    private readonly rules: PullRequestRuleRecords,
    private readonly sandboxes: SandboxRecords,
    private readonly copies: TemplateCopies,
    private readonly acting: ActingFor,
  ) {}

  async make(pullRequest: PullRequest, rule: PullRequestRule, by: string): Promise<Outcome> {
    const { repository, number, sourceCommit } = pullRequest;
    const name = sandboxNameFor(rule.namePattern, repository, number);
    if (name === null) return refused(`the rule's pattern ${rule.namePattern} makes no name for a sandbox`);
    const count = await this.rules.sandboxesOf(rule.id);
    if (count >= rule.maxSandboxes)
      return refused(`the rule allows ${rule.maxSandboxes} sandboxes at once, and there are ${count}`);
    if (await this.sandboxes.sandboxes.existsBy({ name }))
      return refused(`there is a sandbox named ${name} already, which is not of this pull request`);

    const shownAs = `bitbucket (pull request #${number} by ${by})`;
    const owner = await this.acting.owner(rule.owner, shownAs);
    const { sandboxId, deploymentIds } = await this.copies.make(owner, rule, pullRequest, name);
    await this.pullRequests.patch(pullRequest, {
      ruleId: rule.id,
      sandboxId,
      sandboxName: name,
      orderedCommit: sourceCommit,
      isKept: false,
      isLeaving: false,
    });
    return done(`made sandbox ${name}`, deploymentIds);
  }
}
