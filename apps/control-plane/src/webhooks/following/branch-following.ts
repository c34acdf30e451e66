import { Injectable } from '@nestjs/common';
import { BRANCH_NAME } from '@sdp/protocol';
import { AuditTrail } from '../../audit/audit-trail.js';
import { InstanceOrders } from '../../sandboxes/deploying/instance-orders.js';
import { ActingFor } from '../acting-for.js';
import { type BranchChange, type PushEvent } from '../events/host-event.js';
import { ignored, type Outcome, together } from '../outcome.js';
import { type Follower, Followers } from './followers.js';
import { FollowReasons } from './follow-reasons.js';

/** Redeploys what follows a branch when the branch has moved. */
@Injectable()
export class BranchFollowing {
  constructor(
    private readonly followers: Followers,
    private readonly reasons: FollowReasons,
    private readonly orders: InstanceOrders,
    private readonly acting: ActingFor,
    private readonly audit: AuditTrail,
  ) {}

  /** Call within a unit of work. `repository`: what it is called here. */
  async apply(event: PushEvent, repository: string): Promise<Outcome> {
    const outcomes: Outcome[] = [];
    for (const change of event.branches) outcomes.push(await this.follow(change, event, repository));
    if (event.tags.length > 0) outcomes.push(ignored(`tags are not deployed (${event.tags.join(', ')})`));
    return outcomes.length > 0 ? together(outcomes) : ignored('no branch was pushed');
  }

  private async follow(change: BranchChange, event: PushEvent, repository: string): Promise<Outcome> {
    const { name, commit } = change;
    if (!BRANCH_NAME.test(name)) return ignored('a branch has a name that cannot be deployed');
    const followers = await this.followers.of(repository, name);
    if (followers.length === 0)
      return ignored(commit === null ? `${name} was deleted; nothing follows it` : `nothing follows ${name}`);
    if (commit === null) {
      const who = followers.map(inWords).join(', ');
      return ignored(`${name} was deleted: nothing is redeployed, ${who} stays as it is`);
    }
    const outcomes: Outcome[] = [];
    for (const follower of followers) outcomes.push(await this.redeploy(follower, commit, event.by));
    const { text, ...rest } = together(outcomes);
    return { ...rest, text: `${name}: ${text}` };
  }

  private async redeploy(follower: Follower, commit: string, by: string): Promise<Outcome> {
    const reason = await this.reasons.against(follower, commit);
    if (reason)
      return { state: reason.state, text: `not ${inWords(follower)}, ${reason.text}`, deploymentIds: [] };

    const { sandbox, instance } = follower;
    const owner = await this.acting.owner(sandbox.owner, `bitbucket (push by ${by})`);
    const source = { branch: instance.branch, pinnedCommit: null };
    const { id } = await this.orders.place(sandbox, instance, owner, source);
    await this.audit.record({
      action: 'deployment.followed',
      subject: `${sandbox.name}/${instance.name}`,
      sandboxId: sandbox.id,
      summary: `redeployed ${instance.name}, which follows ${instance.branch}`,
      details: { deploymentId: id, commit },
    });
    return { state: 'done', text: `redeploys ${inWords(follower)}`, deploymentIds: [id] };
  }
}

function inWords({ sandbox, instance }: Follower): string {
  return `${instance.name} in ${sandbox.name}`;
}
