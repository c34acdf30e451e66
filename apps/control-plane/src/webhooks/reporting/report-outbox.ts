import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { type ReportingView } from '@sdp/protocol';
import { Config } from '../../config/config.js';
import { Rounds } from '../../rounds/rounds.js';
import { type HostKind } from '../events/host-event.js';
import { type ReportContent } from './host-report.entity.js';
import { ReportRecords } from './report-records.js';
import { ReportSending } from './report-sending.js';

/** Where what a git host is to show waits until it has arrived. Closed where no git host is configured. */
@Injectable()
export class ReportOutbox implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly rounds = new Rounds('sending to the git host', () => this.round());

  constructor(
    private readonly config: Config,
    private readonly records: ReportRecords,
    private readonly sending: ReportSending,
  ) {}

  get isOpen(): boolean {
    return this.config.bitbucket !== null;
  }

  isFor(host: HostKind): boolean {
    return this.config.bitbucket?.kind === host;
  }

  /** Call it within a unit of work. */
  async want(pullRequestId: string, subject: string, content: ReportContent): Promise<void> {
    await this.records.want(pullRequestId, subject, content);
  }

  async viewFor(webhookId: string): Promise<ReportingView> {
    if (!this.isOpen) return { state: 'off', problem: null };
    const problem = await this.records.problemOf(webhookId);
    return { state: problem === null ? 'fine' : 'failing', problem };
  }

  onApplicationBootstrap(): void {
    this.wake();
  }

  @Interval(2_000)
  wake(): void {
    if (this.isOpen) this.rounds.wake();
  }

  onApplicationShutdown(): Promise<void> {
    return this.rounds.stop();
  }

  /**
   * One at a time, as it is when its turn comes: a git host that is slow makes nobody wait but what is sent to it.
   * What failed is due later, so the rounds end.
   */
  private async round(): Promise<void> {
    const report = await this.records.nextDue();
    if (!report) return;
    await this.sending.attempt(report);
    this.rounds.wake();
  }
}
