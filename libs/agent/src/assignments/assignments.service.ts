import { setTimeout as pause } from 'node:timers/promises';
import { type BeforeApplicationShutdown, Injectable, Logger } from '@nestjs/common';
import { DeployError, type InstanceId } from '@sdp/deployer';
import { type CancelDeploymentFrame, type ObservedInstance, type RunDeploymentFrame } from '@sdp/protocol';
import { OwnGitAccess } from '../git-access/own-git-access.js';
import { toWireError } from '../link/wire-errors.js';
import { type DeploymentReport, type Outcome } from '../reports/deployment-report.js';
import { ReportsService } from '../reports/reports.service.js';
import { AssignedWork } from './assigned-work.js';
import { agentRestarted, Assignment, canceled } from './assignment.js';
import { InstanceEpochs, keyOf, staleEpoch } from './instance-epochs.js';
import { Serial } from './serial.js';

/** How many cancellations of unknown deployments are remembered, in case they overtook what they cancel. */
const MAX_FORESTALLED = 1000;
/** How long running deployments may clear up when the agent is told to stop. */
const STOP_GRACE_MS = 2000;

/** The deployments of this process: taken on once, written down first, ended on demand. */
@Injectable()
export class AssignmentsService implements BeforeApplicationShutdown {
  private readonly log = new Logger(AssignmentsService.name);
  private readonly active = new Map<string, Assignment>();
  private readonly forestalled = new Set<string>();
  private readonly admission = new Serial();
  private isFinishing = false;

  constructor(
    private readonly assignedWork: AssignedWork,
    private readonly reports: ReportsService,
    private readonly epochs: InstanceEpochs,
    private readonly access: OwnGitAccess,
  ) {}

  /**
   * Resolves when the deployment is in the journal. One that is known already is left alone. Throws `stale-epoch`, and
   * why the host's own access to git is of no use where the frame asks for it.
   */
  accept(frame: RunDeploymentFrame): Promise<void> {
    // No answer: the control plane sends it again when it hears from the next process.
    if (this.isFinishing && !this.reports.has(frame.deploymentId)) return new Promise(() => undefined);
    return this.admission.run(async () => {
      if (this.reports.has(frame.deploymentId) || (await this.isOver(frame))) return;
      await this.take(new Assignment(frame, this.access.credentialsFor(frame)));
    });
  }

  /** Resolves when every frame that came so far is in the journal, or refused. */
  admitted(): Promise<void> {
    return this.admission.run(async () => undefined);
  }

  /** With the highest epoch that each was commanded with, by what is admitted now. */
  async withLastEpochs(seen: readonly ObservedInstance[]): Promise<ObservedInstance[]> {
    await this.admitted();
    return Promise.all(seen.map(async (one) => ({ ...one, lastEpoch: await this.epochs.highest(one) })));
  }

  cancel({ deploymentId, epoch }: CancelDeploymentFrame): void {
    const assignment = this.active.get(deploymentId);
    if (assignment === undefined) this.forestall(deploymentId);
    else if (epoch >= assignment.request.epoch) assignment.abort(canceled('somebody asked for it'));
  }

  /** Those that the deployments of this process come from. */
  repositories(): ReadonlySet<string> {
    return new Set([...this.active.values()].map(({ request }) => request.repository));
  }

  /** Ends what works on an instance with an older epoch, and waits until nothing of it runs. */
  async endOlder(instance: InstanceId, epoch: number, why: string): Promise<void> {
    await this.end(
      ({ request }) => keyOf(request) === keyOf(instance) && request.epoch < epoch,
      canceled(why),
    );
  }

  /** Ends every deployment that is not in `wanted`. */
  async endAllBut(wanted: ReadonlySet<string>, why: string): Promise<void> {
    await this.end(({ request }) => !wanted.has(request.deploymentId), canceled(why));
  }

  /** Ends everything, and waits until nothing of it runs. */
  async endAll(reason: DeployError): Promise<void> {
    await this.end(() => true, reason);
  }

  /** Before an upgrade: takes on nothing new, and resolves when all that was taken on has come to its own end. */
  async finishAll(): Promise<void> {
    this.isFinishing = true;
    await this.admitted();
    await Promise.all([...this.active.values()].map(({ done }) => done));
  }

  /** The agent stops: its deployments get a moment to clear up; what is not done then is left to recovery. */
  async beforeApplicationShutdown(): Promise<void> {
    const grace = pause(STOP_GRACE_MS, undefined, { ref: false });
    await Promise.race([grace, this.endAll(agentRestarted())]);
    for (const assignment of this.active.values()) assignment.release();
  }

  /**
   * Whether it was reported to its end: its journal was written before its epoch, and is gone. The same epoch for
   * anything else was given by a control plane that has forgotten it. Throws `stale-epoch`.
   */
  private async isOver(frame: RunDeploymentFrame): Promise<boolean> {
    const highest = await this.epochs.highest(frame);
    if (frame.epoch !== highest) return false;
    if (this.epochs.wasTakenBy(frame)) return true;
    throw staleEpoch(frame, frame.epoch, highest);
  }

  private async take(assignment: Assignment): Promise<void> {
    const { request, masking } = assignment;
    const { deploymentId, epoch, sandboxId, service, hostPort } = request;
    try {
      const report = await this.reports.open({ deploymentId, epoch, sandboxId, service, hostPort }, masking);
      await this.epochs.admit(request, epoch).catch(async (error) => {
        await this.reports.forget(report);
        throw error;
      });
      this.start(assignment, report);
    } catch (error) {
      assignment.release();
      throw error;
    }
  }

  private start(assignment: Assignment, report: DeploymentReport): void {
    const { request } = assignment;
    this.log.log({ deploymentId: request.deploymentId, service: request.service }, 'deployment accepted');
    report.onLogFailed = (error) => assignment.abort(asDeployError(toWireError(error, this.log)));
    if (this.forestalled.delete(request.deploymentId)) assignment.abort(canceled('somebody asked for it'));
    void this.endOlder(request, request.epoch, 'a newer request for the same service came');

    this.active.set(request.deploymentId, assignment);
    assignment.done = this.work(assignment, report)
      .catch((error: Error) => void toWireError(error, this.log))
      .finally(() => this.active.delete(request.deploymentId));
  }

  private async work(assignment: Assignment, report: DeploymentReport): Promise<void> {
    const { deploymentId } = assignment.request;
    const outcome = await this.assignedWork.do(assignment, report);
    assignment.release();
    report.line('deploy', 'sdp', ending(outcome));
    report.onLogFailed = () => undefined; // it held the assignment, and so its secrets
    await report.finish(outcome);
    this.log.log(
      { deploymentId, outcome: outcome.outcome, durationMs: outcome.durationMs },
      'deployment ended',
    );
  }

  private async end(isMeant: (assignment: Assignment) => boolean, reason: DeployError): Promise<void> {
    const meant = [...this.active.values()].filter(isMeant);
    for (const assignment of meant) assignment.abort(reason);
    await Promise.all(meant.map(({ done }) => done));
  }

  private forestall(deploymentId: string): void {
    this.forestalled.add(deploymentId);
    const [oldest] = this.forestalled;
    if (this.forestalled.size > MAX_FORESTALLED && oldest !== undefined) this.forestalled.delete(oldest);
  }
}

function asDeployError({
  code,
  message,
  blame,
  retryable,
  details,
}: ReturnType<typeof toWireError>): DeployError {
  return new DeployError(code, message, blame ?? 'platform', retryable, details);
}

/** The deployer has said already what went wrong. */
function ending(outcome: Outcome): string {
  const seconds = (outcome.durationMs / 1000).toFixed(1);
  if (outcome.outcome === 'succeeded') return `Deployed in ${seconds} s.`;
  return `${outcome.outcome === 'canceled' ? 'Canceled' : 'Failed'} after ${seconds} s (${outcome.error.code}).`;
}
