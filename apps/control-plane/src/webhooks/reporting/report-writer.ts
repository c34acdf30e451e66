import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { auditTime, filter, type Subscription } from 'rxjs';
import { ChangeFeed } from '../../changes/change-feed.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { Rounds } from '../../rounds/rounds.js';
import { PullRequestRecords } from '../pull-requests/pull-request-records.js';
import { ReportContents } from './report-contents.js';
import { ReportOutbox } from './report-outbox.js';

/** What changes what a git host is to show. */
const TELLING: ReadonlySet<string> = new Set(['deployment', 'sandbox', 'sandbox-removed']);
/** Changes within this time become one report. */
const GATHER_MS = 500;

/**
 * Works out what the git host is to show of each pull request that has a sandbox, whenever that may have changed, and
 * at boot: it is read from what there is, so nothing that was missed stays missed.
 */
@Injectable()
export class ReportWriter implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly rounds = new Rounds('reports to the git host', () => this.round());
  private subscription: Subscription | undefined;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly changes: ChangeFeed,
    private readonly pullRequests: PullRequestRecords,
    private readonly contents: ReportContents,
    private readonly outbox: ReportOutbox,
  ) {}

  onApplicationBootstrap(): void {
    if (!this.outbox.isOpen) return;
    this.subscription = this.changes.changes
      .pipe(
        filter(({ kind }) => TELLING.has(kind)),
        auditTime(GATHER_MS),
      )
      .subscribe(() => this.rounds.wake());
    this.rounds.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    this.subscription?.unsubscribe();
    await this.rounds.stop();
  }

  private async round(): Promise<void> {
    const shown = (await this.pullRequests.withSandbox()).filter(({ host }) => this.outbox.isFor(host));
    for (const { id } of shown) await this.unitOfWork.run(() => this.write(id));
    this.outbox.wake();
  }

  private async write(id: string): Promise<void> {
    const pullRequest = await this.pullRequests.table.findOneBy({ id });
    if (!pullRequest?.sandboxId) return;
    const { reports, isLast } = await this.contents.of(pullRequest);
    for (const [subject, content] of reports) await this.outbox.want(id, subject, content);
    if (isLast) await this.pullRequests.patch(pullRequest, { sandboxId: null });
  }
}
