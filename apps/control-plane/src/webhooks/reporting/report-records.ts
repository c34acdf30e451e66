import { Injectable } from '@nestjs/common';
import { In, LessThanOrEqual } from 'typeorm';
import { ChangeFeed } from '../../changes/change-feed.js';
import { Clock } from '../../clock/clock.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { PullRequest } from '../pull-requests/pull-request.entity.js';
import { HostReport, type ReportContent } from './host-report.entity.js';

/** What an attempt changes when it fails. */
export type FailedAttempt = Pick<HostReport, 'attempts' | 'problem'> &
  Partial<Pick<HostReport, 'state' | 'dueAt'>>;

/** The outbox to the git host. */
@Injectable()
export class ReportRecords {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
    private readonly changes: ChangeFeed,
  ) {}

  get table() {
    return this.unitOfWork.manager.getRepository(HostReport);
  }

  /** What has waited longest for its time. */
  nextDue(): Promise<HostReport | null> {
    const where = { state: 'waiting' as const, dueAt: LessThanOrEqual(this.clock.now()) };
    return this.table.findOne({ where, order: { dueAt: 'ASC' } });
  }

  async ofPullRequests(ids: readonly string[]): Promise<HostReport[]> {
    return ids.length === 0 ? [] : this.table.findBy({ pullRequestId: In([...ids]) });
  }

  /** Says whether that is new. Call it within a unit of work. */
  async want(pullRequestId: string, subject: string, content: ReportContent): Promise<boolean> {
    const known = await this.table.findOneBy({ pullRequestId, subject });
    if (known && JSON.stringify(known.content) === JSON.stringify(content)) return false;
    // A problem is there until something arrives: what is new has not been tried yet.
    const { version, sentVersion, problem } = known ?? { version: 0, sentVersion: 0, problem: null };
    const fresh = { state: 'waiting' as const, attempts: 0, dueAt: this.clock.now() };
    await this.table.save(
      this.table.create({
        pullRequestId,
        subject,
        content,
        version: version + 1,
        sentVersion,
        problem,
        ...fresh,
      }),
    );
    return true;
  }

  /** What was sent may be out of date by now: then the newer version waits. */
  async noteSent({ pullRequestId, subject, version }: HostReport): Promise<void> {
    await this.table.update({ pullRequestId, subject }, { sentVersion: version, problem: null });
    const sent = { state: 'sent' as const, attempts: 0 };
    await this.table.update({ pullRequestId, subject, version }, sent);
    await this.announce(pullRequestId);
  }

  /** Of a newer version, which waits by now, nothing is known but that problem. */
  async noteFailure(report: HostReport, { problem, ...patch }: FailedAttempt): Promise<void> {
    const { pullRequestId, subject, version } = report;
    await this.table.update({ pullRequestId, subject }, { problem });
    await this.table.update({ pullRequestId, subject, version }, patch);
    await this.announce(pullRequestId);
  }

  /** The newest problem of a webhook's reports; null when there is none. */
  async problemOf(webhookId: string): Promise<string | null> {
    const pullRequests = await this.pullRequests.find({ where: { webhookId }, select: { id: true } });
    const ids = pullRequests.map(({ id }) => id);
    if (ids.length === 0) return null;
    const reports = await this.table.find({ where: { pullRequestId: In(ids) }, order: { dueAt: 'DESC' } });
    return reports.find(({ problem }) => problem !== null)?.problem ?? null;
  }

  private async announce(pullRequestId: string): Promise<void> {
    const pullRequest = await this.pullRequests.findOneBy({ id: pullRequestId });
    if (pullRequest) this.changes.announce('webhook', pullRequest.webhookId);
  }

  private get pullRequests() {
    return this.unitOfWork.manager.getRepository(PullRequest);
  }
}
