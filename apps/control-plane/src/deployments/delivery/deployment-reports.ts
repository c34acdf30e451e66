import { Injectable, Logger } from '@nestjs/common';
import {
  type Acked,
  type DeploymentEvent,
  type DeploymentEvents,
  type DeploymentResult,
  type LogChunk,
  STATE_OF_STEP,
  type TerminalDeploymentState,
} from '@sdp/protocol';
import { Clock } from '../../clock/clock.js';
import { UnitOfWork } from '../../database/unit-of-work.js';
import { notFound } from '../../errors/domain-error.js';
import { LogStore } from '../../logs/log-store.js';
import { DeploymentNews } from '../deployment-news.js';
import { DeploymentRecords } from '../deployment-records.js';
import { isTerminal } from '../deployment-states.js';
import { type Deployment } from '../deployment.entity.js';
import { illegalTransition, notYourDeployment, reportTooLate, staleEpoch } from '../deployments.errors.js';

type EventOf<T extends DeploymentEvent['type']> = Extract<DeploymentEvent, { type: T }>;

/** Takes what an agent reports about the deployments it was given: each event once, in order, nothing for others. */
@Injectable()
export class DeploymentReports {
  private readonly logger = new Logger(DeploymentReports.name);

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly records: DeploymentRecords,
    private readonly logs: LogStore,
    private readonly clock: Clock,
    private readonly news: DeploymentNews,
  ) {}

  /** Answers the highest event that is on disk; after a gap, the agent continues from there. */
  async takeEvents(agentId: string, { deploymentId, epoch, events }: DeploymentEvents): Promise<Acked> {
    return this.unitOfWork.run(async () => {
      const deployment = await this.reported(agentId, deploymentId, epoch);
      const fresh = continuation(events, deployment.lastSeq);
      if (fresh.length === 0) return { acked: deployment.lastSeq };
      if (isTerminal(deployment.state)) throw reportTooLate(deployment.state);
      if (deployment.state === 'queued') throw illegalTransition('queued', 'fetching');

      for (const event of fresh) await this.apply(deployment, event);
      const acked = fresh.at(-1)!.seq;
      await this.records.patch(deploymentId, { lastSeq: acked });
      return { acked };
    });
  }

  /** Answers the offset up to which the log is on disk. */
  async takeLog(agentId: string, { deploymentId, epoch, offset, text }: LogChunk): Promise<Acked> {
    const deployment = await this.reported(agentId, deploymentId, epoch);
    const size = await this.logs.size(deploymentId);
    const isKnown = offset + Buffer.byteLength(text) <= size;
    if (isKnown) return { acked: size };
    if (isLogClosed(deployment, size)) throw reportTooLate(deployment.state);
    const acked = await this.logs.append(deploymentId, offset, text);
    await this.leaveNoOrphan(deploymentId);
    return { acked };
  }

  /** The deployment may have gone with its sandbox while its log was being written. */
  private async leaveNoOrphan(deploymentId: string): Promise<void> {
    if (await this.records.table.existsBy({ id: deploymentId })) return;
    await this.logs.removeAll([deploymentId]);
    throw notFound('deployment');
  }

  private async reported(agentId: string, deploymentId: string, epoch: number): Promise<Deployment> {
    const deployment = await this.records.get(deploymentId);
    if (deployment.agentId !== agentId) throw this.warned(deployment, notYourDeployment());
    if (deployment.epoch !== epoch) throw this.warned(deployment, staleEpoch(epoch, deployment.epoch));
    return deployment;
  }

  private warned<E extends Error>({ id }: Deployment, refusal: E): E {
    this.logger.warn({ deploymentId: id }, `A report was refused: ${refusal.message}`);
    return refusal;
  }

  private async apply(deployment: Deployment, event: DeploymentEvent): Promise<void> {
    switch (event.type) {
      case 'step-started':
        return this.startStep(deployment, event);
      case 'step-finished':
        return this.finishStep(deployment, event);
      case 'commit-resolved':
        return this.records.patch(deployment.id, { commit: { ...event.commit }, commitId: event.commit.id });
      case 'finished':
        return this.finish(deployment, event.result);
    }
  }

  private async startStep(deployment: Deployment, { step, at }: EventOf<'step-started'>): Promise<void> {
    const state = STATE_OF_STEP[step];
    if (deployment.state !== state) await this.records.move(deployment, state);
    const startedAt = this.plausible(deployment, at);
    await this.records.steps.save({ deploymentId: deployment.id, step, outcome: 'running', startedAt });
  }

  private async finishStep(deployment: Deployment, event: EventOf<'step-finished'>): Promise<void> {
    const { step, durationMs, outcome, at } = event;
    const key = { deploymentId: deployment.id, step };
    const known = await this.records.steps.findOneBy(key);
    const startedAt = known?.startedAt ?? this.plausible(deployment, at);
    await this.records.steps.save({ ...key, startedAt, durationMs: Math.round(durationMs), outcome });
    this.news.endStep({ deployment, step, outcome, durationMs });
  }

  private async finish(deployment: Deployment, result: DeploymentResult): Promise<void> {
    const { durationMs, logBytes } = result;
    await this.records.end(deployment, endStateOf(deployment, result), {
      durationMs: Math.round(durationMs),
      finalLogBytes: logBytes,
      error: result.outcome === 'succeeded' ? null : result.error,
    });
  }

  /** An agent's clock may be wrong by hours; what it did, it did between the request and now. */
  private plausible({ createdAt }: Deployment, at: string): Date {
    const now = this.clock.now().getTime();
    const time = Math.min(Math.max(Date.parse(at), createdAt.getTime()), now);
    return new Date(time);
  }
}

/** The last lines may come after the result that counts them. */
function isLogClosed({ state, finalLogBytes }: Deployment, size: number): boolean {
  return isTerminal(state) && (finalLogBytes === null || size >= finalLogBytes);
}

/** The events that come right after `lastSeq`, without a gap. */
function continuation(events: readonly DeploymentEvent[], lastSeq: number): DeploymentEvent[] {
  const fresh: DeploymentEvent[] = [];
  for (const event of [...events].sort((a, b) => a.seq - b.seq))
    if (event.seq === lastSeq + fresh.length + 1) fresh.push(event);
  return fresh;
}

function endStateOf({ cancelReason }: Deployment, { outcome }: DeploymentResult): TerminalDeploymentState {
  return outcome === 'canceled' && cancelReason === 'superseded' ? 'superseded' : outcome;
}
