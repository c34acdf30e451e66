import { Injectable, Logger } from '@nestjs/common';
import { Clock } from '../../clock/clock.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { PullRequestRecords } from '../pull-requests/pull-request-records.js';
import { type PullRequest } from '../pull-requests/pull-request.entity.js';
import { HostRefusal } from './host-refusal.js';
import { type HostReport } from './host-report.entity.js';
import { PullRequestHost } from './pull-request-host.js';
import { type FailedAttempt, ReportRecords } from './report-records.js';

const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 600_000;
/** About five hours. */
const MAX_ATTEMPTS = 35;

/** Sends one report, and notes what came of it. Nothing is locked while the git host thinks. */
@Injectable()
export class ReportSending {
  private readonly logger = new Logger(ReportSending.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: ReportRecords,
    private readonly pullRequests: PullRequestRecords,
    private readonly host: PullRequestHost,
    private readonly clock: Clock,
  ) {}

  async attempt(report: HostReport): Promise<void> {
    const pullRequest = await this.pullRequests.table.findOneBy({ id: report.pullRequestId });
    if (!pullRequest) return;
    try {
      const commentId = await this.send(report, pullRequest);
      await this.unitOfWork.run(async () => {
        if (commentId !== pullRequest.commentId) await this.pullRequests.patch(pullRequest, { commentId });
        await this.records.noteSent(report);
      });
    } catch (error) {
      await this.unitOfWork.run(() => this.records.noteFailure(report, this.afterFailure(report, error)));
    }
  }

  private async send({ content }: HostReport, pullRequest: PullRequest): Promise<string | null> {
    const { fullName: repository, number, commentId } = pullRequest;
    if (content.kind === 'comment') return this.host.comment({ repository, number }, content.text, commentId);
    await this.host.showState(repository, content.state);
    return commentId;
  }

  private afterFailure({ attempts: before }: HostReport, error: unknown): FailedAttempt {
    const attempts = before + 1;
    if (!(error instanceof HostRefusal)) {
      this.logger.error({ err: error }, 'A report to the git host could not be sent');
      return { state: 'failed', attempts, problem: 'it failed unexpectedly; the log has the reason' };
    }
    const problem = error.message.slice(0, 500);
    if (!error.isForLater || attempts >= MAX_ATTEMPTS) return { state: 'failed', attempts, problem };
    const pause = Math.min(FIRST_PAUSE_MS * 2 ** before, LONGEST_PAUSE_MS);
    const dueAt = new Date(this.clock.now().getTime() + Math.max(pause, error.retryAfterMs ?? 0));
    return { attempts, problem, dueAt };
  }
}
