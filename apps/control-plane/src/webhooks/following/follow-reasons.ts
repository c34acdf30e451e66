import { Injectable } from '@nestjs/common';
import { DeploymentsService } from '../../deployments/deployments.service.js';
import { HostAccess } from '../host-access.js';
import { PullRequestRuleRecords } from '../pull-requests/pull-request-rule-records.js';
import { type Follower } from './followers.js';

export interface Reason {
  state: 'ignored' | 'failed';
  /** As the rest of a sentence about the instance. */
  text: string;
}

/** Why an instance that follows a branch is not redeployed for a commit. */
@Injectable()
export class FollowReasons {
  constructor(
    private readonly deployments: DeploymentsService,
    private readonly rules: PullRequestRuleRecords,
    private readonly access: HostAccess,
  ) {}

  /** Null: nothing is against it. */
  async against({ sandbox, instance }: Follower, commit: string): Promise<Reason | null> {
    if (sandbox.isStopped) return ignored('whose sandbox is stopped');
    if (instance.desired === 'stopped') return ignored('which is stopped');
    if (instance.pinnedCommit !== null) return ignored('which is pinned to a commit');
    if (await this.rules.isBroughtBy(sandbox.id, instance))
      return ignored('which its pull request brings up to date');
    return (await this.inHistory({ sandbox, instance }, commit)) ?? this.inAccess(instance);
  }

  private async inHistory({ sandbox, instance }: Follower, commit: string): Promise<Reason | null> {
    const { name, branch, runningDeploymentId } = instance;
    // Whoever deployed it first could read the repository; what the host reads by itself shows to nobody else.
    if (!(await this.deployments.hasSucceeded(sandbox.id, name)))
      return ignored('which was never deployed: deploy it once');
    const active = await this.deployments.activeOf(sandbox.id, name);
    if (active.some((one) => one.commitId === commit)) return ignored('which is being deployed already');
    if (active.some((one) => one.state === 'queued' && one.access === 'agent' && one.branch === branch))
      return ignored('whose deployment still waits and takes the newest commit when it goes');
    const running = runningDeploymentId && (await this.deployments.find([runningDeploymentId]));
    const isThere = running && running.get(runningDeploymentId)?.commitId === commit;
    return isThere && active.length === 0 ? ignored('which runs that commit already') : null;
  }

  private async inAccess({ agentId, repository }: Follower['instance']): Promise<Reason | null> {
    const lack = await this.access.lackOf(agentId, repository);
    return lack === null ? null : { state: 'failed', text: lack };
  }
}

function ignored(text: string): Reason {
  return { state: 'ignored', text };
}
