import { setTimeout as pause } from 'node:timers/promises';
import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { type DeployerParts } from '@sdp/deployer';
import { idsIn, inLogContext } from '@sdp/logging';
import { agentRestarted, withRemainder } from '../assignments/assignment.js';
import { InstanceEpochs } from '../assignments/instance-epochs.js';
import { InstanceTurns } from '../assignments/instance-turns.js';
import { DEPLOYER_PARTS } from '../deployer.providers.js';
import { Backoff } from '../link/backoff.js';
import { type DeploymentReport } from '../reports/deployment-report.js';
import { ReportsService } from '../reports/reports.service.js';

/** After a restart: what had been switched already is finished, the rest is cleared away and reported as failed. */
@Injectable()
export class RecoveryService implements OnModuleDestroy {
  private readonly log = new Logger(RecoveryService.name);
  private readonly stopping = new AbortController();

  constructor(
    @Inject(DEPLOYER_PARTS) private readonly parts: DeployerParts,
    private readonly reports: ReportsService,
    private readonly epochs: InstanceEpochs,
    private readonly turns: InstanceTurns,
  ) {}

  /**
   * Makes the host ready and takes up every journal. Resolves when each unfinished deployment holds its instance's turn, so that nothing
   * newer gets in between; the clearing goes on behind that, for as long as the engine is away.
   */
  async begin(): Promise<void> {
    await this.parts.prepare();
    const reports = await this.reports.restore();
    for (const { record } of reports) await this.epochs.admit(record, record.epoch).catch(() => undefined); // a newer one came
    for (const report of this.reports.unfinished()) {
      void this.turns
        .take(report.record, () => inLogContext(idsIn(report.record), () => this.recover(report)))
        .catch((error) => this.log.error({ err: error }));
    }
  }

  onModuleDestroy(): void {
    this.stopping.abort();
  }

  private async recover(report: DeploymentReport): Promise<void> {
    const { deploymentId, service } = report.record;
    const outcome = await this.clearUp(report);
    const { openStep, stepsMs: durationMs } = report;
    const isSwitched = outcome === 'switched';
    if (openStep) report.stepFinished(openStep, 0, isSwitched ? 'ok' : 'failed');
    if (isSwitched && report.lastStep !== 'switch') this.tellOfSwitch(report);
    const isServing = !isSwitched && (await this.parts.deployer.isServing(report.record));
    const error = withRemainder(agentRestarted().toWire(), isServing);
    report.line(
      'deploy',
      'sdp',
      isSwitched ? 'The agent was restarted after the switch; the new version runs.' : error.message,
    );
    await report.finish(
      isSwitched ? { outcome: 'succeeded', durationMs } : { outcome: 'failed', durationMs, error },
    );
    this.log.warn({ deploymentId, service, outcome }, 'took up a deployment after a restart');
  }

  /** The journal may lag behind what happened: nothing may succeed that never got to its switch. */
  private tellOfSwitch(report: DeploymentReport): void {
    report.stepStarted('switch');
    report.stepFinished('switch', 0, 'ok');
  }

  private async clearUp(report: DeploymentReport): Promise<'switched' | 'abandoned'> {
    const { deploymentId } = report.record;
    const backoff = new Backoff(500, 30_000);
    for (;;) {
      try {
        return await this.parts.deployer.recover(report.record, report);
      } catch (error) {
        this.log.warn({ deploymentId }, `cannot clear up yet: ${(error as Error).message}`);
        await pause(backoff.next(), undefined, { signal: this.stopping.signal });
      }
    }
  }
}
