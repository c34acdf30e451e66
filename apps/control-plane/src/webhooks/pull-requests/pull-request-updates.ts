import { Injectable } from '@nestjs/common';
import { DeploymentGroupRecords } from '../../deployments/groups/deployment-group-records.js';
import { DeploymentGroups } from '../../sandboxes/deploying/deployment-groups.service.js';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { type Sandbox } from '../../sandboxes/sandbox.entity.js';
import { ActingFor } from '../acting-for.js';
import { done, ignored, type Outcome } from '../outcome.js';
import { stillBeingRemoved } from '../webhooks.errors.js';
import { PullRequestRecords } from './pull-request-records.js';
import { type PullRequest } from './pull-request.entity.js';

/** Keeps the sandbox of an open pull request at its newest commit. */
@Injectable()
export class PullRequestUpdates {
  constructor(
    private readonly pullRequests: PullRequestRecords,
    private readonly sandboxes: SandboxRecords,
    private readonly deployments: DeploymentGroups,
    private readonly groups: DeploymentGroupRecords,
    private readonly acting: ActingFor,
  ) {}

  /** @throws DomainError `conflict`, to be tried again, while an earlier one is being removed. */
  async sandboxOf({ sandboxId }: PullRequest): Promise<Sandbox | null> {
    const sandbox = sandboxId && (await this.sandboxes.sandboxes.findOneBy({ id: sandboxId }));
    if (!sandbox) return null;
    if (sandbox.deletingSince) throw stillBeingRemoved(sandbox.name);
    return sandbox;
  }

  /** Redeploys what is built from the pull request's branch, unless that was ordered for this commit before. */
  async bring(pullRequest: PullRequest, sandbox: Sandbox, by: string): Promise<Outcome> {
    const { sourceCommit, orderedCommit } = pullRequest;
    if (sourceCommit === orderedCommit)
      return done(`${sandbox.name} is there, and was given this commit already`);
    if (sandbox.isStopped) return ignored(`${sandbox.name} is stopped as a whole`);
    const names = await this.servicesOf(pullRequest, sandbox);
    if (names.length === 0) return ignored(`no service of ${sandbox.name} is built from its branch`);

    const shownAs = `bitbucket (pull request #${pullRequest.number} by ${by})`;
    const owner = await this.acting.owner(sandbox.owner, shownAs);
    const { id } = await this.deployments.start(sandbox.id, owner, names);
    await this.pullRequests.patch(pullRequest, { orderedCommit: sourceCommit });
    const members = await this.groups.members(id);
    return done(
      `redeploys ${names.join(', ')} in ${sandbox.name}`,
      members.map((member) => member.id),
    );
  }

  private async servicesOf({ repository, sourceBranch }: PullRequest, { id }: Sandbox): Promise<string[]> {
    const instances = await this.sandboxes.lasting(id);
    return instances
      .filter((one) => one.repository === repository && one.branch === sourceBranch && !one.pinnedCommit)
      .filter(({ desired }) => desired !== 'stopped')
      .map(({ name }) => name);
  }
}
