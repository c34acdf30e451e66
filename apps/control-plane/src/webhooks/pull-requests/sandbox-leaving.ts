import { Injectable } from '@nestjs/common';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { SandboxDeletion } from '../../sandboxes/removal/sandbox-deletion.js';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { type Sandbox } from '../../sandboxes/sandbox.entity.js';
import { done, ignored, type Outcome } from '../outcome.js';
import { PullRequestRecords } from './pull-request-records.js';
import { type PullRequest } from './pull-request.entity.js';

/** Removes the sandbox of a pull request that was closed: at once, or after somebody's hold; one that is kept, never. */
@Injectable()
export class SandboxLeaving {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly pullRequests: PullRequestRecords,
    private readonly sandboxes: SandboxRecords,
    private readonly deletion: SandboxDeletion,
  ) {}

  /** Call within a unit of work. */
  async begin(pullRequest: PullRequest): Promise<Outcome> {
    const sandbox = await this.sandboxOf(pullRequest);
    if (!sandbox) return ignored('there is no sandbox for it');
    if (sandbox.deletingSince) return ignored(`${sandbox.name} is being removed already`);
    if (pullRequest.isKept) return done(`${sandbox.name} stays, as somebody wished`);
    const holder = this.sandboxes.holderOf(sandbox);
    if (holder === null) {
      await this.remove(pullRequest, sandbox);
      return done(`removes sandbox ${sandbox.name}`);
    }
    await this.pullRequests.patch(pullRequest, { isLeaving: true });
    return done(`removes sandbox ${sandbox.name} when the hold of ${holder} ends`);
  }

  /** Those whose hold has ended by now. */
  async goOn(): Promise<void> {
    const leaving = await this.pullRequests.table.findBy({ isLeaving: true });
    for (const { id } of leaving) await this.unitOfWork.run(() => this.reconsider(id));
  }

  private async reconsider(id: string): Promise<void> {
    const pullRequest = await this.pullRequests.table.findOneBy({ id, isLeaving: true });
    if (!pullRequest) return;
    const sandbox = await this.sandboxOf(pullRequest);
    const isToStay = pullRequest.isKept || pullRequest.state === 'open';
    if (!sandbox || sandbox.deletingSince || isToStay)
      return this.pullRequests.patch(pullRequest, { isLeaving: false });
    if (this.sandboxes.holderOf(sandbox) === null) await this.remove(pullRequest, sandbox);
  }

  private async remove(pullRequest: PullRequest, sandbox: Sandbox): Promise<void> {
    await this.pullRequests.patch(pullRequest, { isLeaving: false });
    await this.deletion.mark(sandbox, `pull request #${pullRequest.number} was ${pullRequest.state}`);
    this.unitOfWork.afterCommit(() => this.deletion.begin());
  }

  private async sandboxOf({ sandboxId }: PullRequest): Promise<Sandbox | null> {
    return sandboxId === null ? null : this.sandboxes.sandboxes.findOneBy({ id: sandboxId });
  }
}
