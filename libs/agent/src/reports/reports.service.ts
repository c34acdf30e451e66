import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { Masking } from '@sdp/deployer';
import { ControlLink } from '../link/control-link.js';
import { DataFolders } from '../storage/data-folders.js';
import { DeploymentJournal, type DeploymentRecord } from './deployment-journal.js';
import { DeploymentReport } from './deployment-report.js';
import { LogSpool } from './log-spool.js';

/** Every deployment that the control plane does not know all about yet. */
@Injectable()
export class ReportsService implements OnApplicationShutdown {
  private readonly log = new Logger(ReportsService.name);
  private readonly reports = new Map<string, DeploymentReport>();
  private readonly finishListeners: (() => void)[] = [];

  constructor(
    private readonly folders: DataFolders,
    private readonly link: ControlLink,
  ) {
    link.onReady(() => this.reports.forEach((report) => report.resend()));
  }

  /** Called at the end of every deployment. */
  onFinished(listener: () => void): void {
    this.finishListeners.push(listener);
  }

  has(deploymentId: string): boolean {
    return this.reports.has(deploymentId);
  }

  list(): DeploymentReport[] {
    return [...this.reports.values()];
  }

  /** Deployments that are waiting, running, or left by an earlier process and not cleared up yet. */
  unfinished(): DeploymentReport[] {
    return this.list().filter(({ isFinished }) => !isFinished);
  }

  /** Ids of the unfinished: their containers are candidates, not yet current. */
  candidates(): ReadonlySet<string> {
    return new Set(this.unfinished().map(({ record }) => record.deploymentId));
  }

  /** Starts the report of a new deployment; it is on disk when this resolves. */
  async open(record: DeploymentRecord, masking: Masking): Promise<DeploymentReport> {
    return this.assemble(
      () => DeploymentJournal.create(this.journalPath(record.deploymentId), record),
      record.deploymentId,
      masking,
    );
  }

  /** Drops a report that nobody will ask for. */
  async forget(report: DeploymentReport): Promise<void> {
    await report.discard();
    this.reports.delete(report.record.deploymentId);
  }

  /** Takes up what an earlier process left; logs that belong to no journal are removed. */
  async restore(): Promise<DeploymentReport[]> {
    for (const file of await readdir(this.folders.deployments)) {
      const journal = await DeploymentJournal.load(join(this.folders.deployments, file));
      if (journal === null)
        this.log.error(`${file} in ${this.folders.deployments} is no journal; it is left alone`);
      else await this.assemble(async () => journal, journal.record.deploymentId, new Masking([]));
    }
    for (const file of await readdir(this.folders.spool)) {
      if (!this.reports.has(file.replace(/\.log$/, ''))) await rm(join(this.folders.spool, file));
    }
    return this.list();
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all(this.list().map((report) => report.close()));
  }

  private async assemble(
    openJournal: () => Promise<DeploymentJournal>,
    id: string,
    masking: Masking,
  ): Promise<DeploymentReport> {
    const listener = { onGrown: () => report.onGrown(), onFailed: (error: Error) => report.onFailed(error) };
    const spool = await LogSpool.open(join(this.folders.spool, `${id}.log`), masking, listener);
    const journal = await openJournal().catch(async (error) => {
      await spool.remove();
      throw error;
    });
    const report: DeploymentReport = new DeploymentReport(journal, spool, this.link, {
      onFinished: () => this.finishListeners.forEach((tell) => tell()),
      onSettled: () => this.reports.delete(id),
    });
    this.reports.set(id, report);
    return report;
  }

  private journalPath(deploymentId: string): string {
    return join(this.folders.deployments, `${deploymentId}.json`);
  }
}
