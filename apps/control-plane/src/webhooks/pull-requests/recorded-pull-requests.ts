import { Injectable } from '@nestjs/common';
import { type PullRequestOfSandbox } from '@sdp/protocol';
import { PullRequestsOfSandboxes } from '../../sandboxes/pull-requests-of-sandboxes.js';
import { PullRequestRecords } from './pull-request-records.js';
import { type PullRequest } from './pull-request.entity.js';

/** For views of sandboxes: the pull requests that they were made for. */
@Injectable()
export class RecordedPullRequests extends PullRequestsOfSandboxes {
  constructor(private readonly pullRequests: PullRequestRecords) {
    super();
  }

  async of(sandboxIds: readonly string[]): Promise<ReadonlyMap<string, PullRequestOfSandbox>> {
    const found = await this.pullRequests.ofSandboxes(sandboxIds);
    return new Map(found.map((one) => [one.sandboxId!, viewOf(one)]));
  }
}

function viewOf({ repository, number, title, url, state, isKept }: PullRequest): PullRequestOfSandbox {
  return { repository, number, title, url, state, isKept };
}
