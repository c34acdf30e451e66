import { Injectable } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import { Config } from '../../config/config.js';
import { DeploymentHistory } from '../../deployments/deployment-history.js';
import { RouteStates } from '../../sandboxes/route-states.js';
import { SandboxRecords } from '../../sandboxes/sandbox-records.js';
import { type Sandbox } from '../../sandboxes/sandbox.entity.js';
import { type PullRequest } from '../pull-requests/pull-request.entity.js';
import { commentText, farewellText } from './comment-text.js';
import { COMMENT, type ReportContent } from './host-report.entity.js';
import { countOf, servicesWith, type StandingService, stateOf, tellingOne } from './sandbox-standing.js';

export interface Reports {
  /** By subject. */
  reports: (readonly [subject: string, content: ReportContent])[];
  /** Nothing will change any more: the sandbox is gone. */
  isLast: boolean;
}

/** What a git host is to show of a pull request, as of now. */
@Injectable()
export class ReportContents {
  constructor(
    private readonly sandboxes: SandboxRecords,
    private readonly history: DeploymentHistory,
    private readonly modules: ModuleRef,
    private readonly config: Config,
  ) {}

  async of(pullRequest: PullRequest): Promise<Reports> {
    const sandbox = await this.sandboxes.sandboxes.findOneBy({ id: pullRequest.sandboxId ?? '' });
    if (!sandbox) {
      const text = farewellText(pullRequest);
      return { reports: [[COMMENT, { kind: 'comment', text }]], isLast: true };
    }
    const instances = await this.sandboxes.instances.find({
      where: { sandboxId: sandbox.id },
      order: { name: 'ASC' },
    });
    const services = servicesWith(instances, await this.history.newest(sandbox.id));
    const comment: ReportContent = {
      kind: 'comment',
      text: await this.comment(pullRequest, sandbox, services),
    };
    const isGoing = sandbox.deletingSince !== null;
    const states = isGoing || services.length === 0 ? [] : [this.state(pullRequest, sandbox, services)];
    return { reports: [[COMMENT, comment], ...states], isLast: false };
  }

  private state(
    { id, sourceBranch, sourceCommit }: PullRequest,
    { id: sandboxId, name }: Sandbox,
    services: readonly StandingService[],
  ): readonly [string, ReportContent] {
    const { publicUrl } = this.config;
    const commit = fullCommit(sourceBranch, sourceCommit, services);
    const telling = tellingOne(services);
    const url = telling ? `${publicUrl}/deployments/${telling.id}` : `${publicUrl}/sandboxes/${sandboxId}`;
    const state = stateOf(services);
    const shown = {
      key: `sdp-${id.slice(0, 8)}`,
      name: `Sandbox ${name}`,
      description: countOf(services),
      url,
    };
    return [commit, { kind: 'state', state: { commit, state, ...shown } }];
  }

  private async comment(
    pullRequest: PullRequest,
    sandbox: Sandbox,
    services: readonly StandingService[],
  ): Promise<string> {
    const { publicUrl } = this.config;
    // Asked for by name: the routes' module provides it for the sandboxes.
    const address = await this.modules.get(RouteStates, { strict: false }).addressOf(sandbox);
    const fate = fateOf(pullRequest, sandbox);
    return commentText({
      sandbox,
      services,
      address: address?.url ?? address?.cookieUrl ?? null,
      publicUrl,
      fate,
    });
  }
}

/** Some git hosts give the first digits only; the agent found the whole. */
function fullCommit(branch: string, commit: string, services: readonly StandingService[]): string {
  const found = services.find(
    (one) => one.branch === branch && commit !== '' && one.deployment?.commitId?.startsWith(commit),
  );
  return found?.deployment?.commitId ?? commit;
}

function fateOf({ state, isKept, isLeaving }: PullRequest, sandbox: Sandbox): string {
  if (sandbox.deletingSince) return 'It is being removed.';
  if (isKept) return 'It is kept after the pull request is closed.';
  if (isLeaving) return `The pull request was ${state}; it is removed as soon as nobody holds it.`;
  return 'It is removed when the pull request is merged or declined.';
}
