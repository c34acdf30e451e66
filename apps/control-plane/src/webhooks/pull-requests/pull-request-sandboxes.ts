import { Injectable } from '@nestjs/common';
import { BRANCH_NAME } from '@sdp/protocol';
import { type PullRequestEvent } from '../events/host-event.js';
import { ignored, type Outcome, refused } from '../outcome.js';
import { fitsAny } from './branch-patterns.js';
import { PullRequestClones } from './pull-request-clones.js';
import { PullRequestRecords } from './pull-request-records.js';
import { PullRequestRuleRecords } from './pull-request-rule-records.js';
import { PullRequestUpdates } from './pull-request-updates.js';
import { SandboxLeaving } from './sandbox-leaving.js';

/**
 * Brings a pull request's sandbox to where its newest known state says: there and up to date while it is open, gone once
 * it is closed. Nothing depends on which events came, in which order, or how often.
 */
@Injectable()
export class PullRequestSandboxes {
  constructor(
    private readonly pullRequests: PullRequestRecords,
    private readonly rules: PullRequestRuleRecords,
    private readonly clones: PullRequestClones,
    private readonly updates: PullRequestUpdates,
    private readonly leaving: SandboxLeaving,
  ) {}

  /** Call within a unit of work. `repository`: what it is called here. */
  async apply(event: PullRequestEvent, webhookId: string, repository: string): Promise<Outcome> {
    const pullRequest = await this.pullRequests.take(event, webhookId, repository);
    if (!pullRequest) return ignored('something newer of the pull request is known already');
    if (event.state !== 'open') return this.leaving.begin(pullRequest);

    const rule = await this.rules.of(webhookId, repository);
    if (!rule) return ignored(`there is no rule for pull requests of ${repository}`);
    if (event.source.repository !== event.repository)
      return refused('it comes from a fork, whose code would be read and built with rights of our own');
    if (!BRANCH_NAME.test(event.source.branch))
      return refused('its source branch has a name that cannot be deployed');
    const sandbox = await this.updates.sandboxOf(pullRequest);
    if (sandbox) return this.updates.bring(pullRequest, sandbox, event.by);
    if (!fitsAny(rule.targetBranches, event.targetBranch))
      return ignored(`it is for ${event.targetBranch}, which the rule does not name`);
    return this.clones.make(pullRequest, rule, event.by);
  }
}
