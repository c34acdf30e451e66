import { Injectable } from '@nestjs/common';
import { type DeliveryReport } from '@sdp/protocol';
import { type HostEvent, type PullRequestEvent } from '../events/host-event.js';
import { PullRequestRecords } from '../pull-requests/pull-request-records.js';
import { type PullRequest } from '../pull-requests/pull-request.entity.js';
import { COMMENT, type HostReport } from './host-report.entity.js';
import { ReportRecords } from './report-records.js';

/** Whether the git host was told what came of what it told us. */
@Injectable()
export class DeliveryReports {
  constructor(
    private readonly pullRequests: PullRequestRecords,
    private readonly reports: ReportRecords,
  ) {}

  /** Answers for each of the events; null where there is nothing to tell because of it. */
  async ofWebhook(
    webhookId: string,
    events: readonly HostEvent[],
  ): Promise<(event: HostEvent) => DeliveryReport | null> {
    const numbers = events.flatMap((event) => (event.kind === 'pull-request' ? [event.number] : []));
    const pullRequests = await this.pullRequests.numbered(webhookId, numbers);
    const reports = await this.reports.ofPullRequests(pullRequests.map(({ id }) => id));
    return (event) => {
      if (event.kind !== 'pull-request') return null;
      const pullRequest = pullRequests.find((one) => isAbout(event, one));
      return pullRequest ? together(reports.filter((one) => isDueTo(event, pullRequest, one))) : null;
    };
  }
}

function isAbout({ repository, number }: PullRequestEvent, pullRequest: PullRequest): boolean {
  return pullRequest.fullName === repository && pullRequest.number === number;
}

/** There is one comment: it goes with the newest commit. A git host may say the first digits of a commit only. */
function isDueTo(event: PullRequestEvent, pullRequest: PullRequest, report: HostReport): boolean {
  const { commit } = event.source;
  if (report.pullRequestId !== pullRequest.id || commit === '') return false;
  return report.subject === COMMENT ? pullRequest.sourceCommit === commit : report.subject.startsWith(commit);
}

function together(reports: readonly HostReport[]): DeliveryReport | null {
  if (reports.length === 0) return null;
  const states = ['failed', 'waiting', 'sent'] as const;
  const state = states.find((one) => reports.some((report) => report.state === one)) ?? 'sent';
  const problem = reports.find((report) => report.state === state && report.problem !== null)?.problem;
  return { state, problem: problem ?? null };
}
