import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { AgentLink } from '../../agents/agent-link.js';
import { Clock } from '../../clock/clock.js';
import { Config } from '../../config/config.js';
import { DeploymentRecords } from '../deployment-records.js';
import { type Deployment } from '../deployment.entity.js';
import { deadlineExceeded } from '../deployments.errors.js';
import { DeploymentParking } from '../queue/deployment-parking.js';

/** Shortest time an agent is given, so that even a late one can say why it fails. */
const LEAST_MS = 1_000;
const LONGEST_GRACE_MS = 10_000;
const LONGEST_PERIOD_MS = 1_000;

/**
 * No deployment outlives its deadline, the time it waits for its agent included; while it is parked, none counts. An agent gives up by itself at the deadline; a
 * grace period later it is given up here. Measured on the monotonic clock, but for what passed before a restart.
 */
@Injectable()
export class DeploymentDeadlines implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(DeploymentDeadlines.name);
  private readonly totalMs: number;
  private deadlines = new Map<string, number>();
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly records: DeploymentRecords,
    private readonly parking: DeploymentParking,
    private readonly link: AgentLink,
    private readonly clock: Clock,
    config: Config,
  ) {
    this.totalMs = config.deploymentDeadlineMs;
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.tick(), Math.min(LONGEST_PERIOD_MS, this.totalMs / 10));
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Milliseconds until the deadline, as an agent is told. */
  remaining(deployment: Deployment): number {
    return Math.max(LEAST_MS, Math.round(this.deadlineOf(deployment) - this.clock.elapsed()));
  }

  async enforce(): Promise<void> {
    const queued = await this.records.queued();
    await this.parking.refresh(queued);
    const waiting = queued.filter(({ isParked }) => !isParked);
    const active = [...waiting, ...(await this.records.onAgents())];
    this.deadlines = new Map(active.map((deployment) => [deployment.id, this.deadlineOf(deployment)]));
    for (const deployment of active) {
      const lateByMs = this.clock.elapsed() - this.deadlineOf(deployment);
      if (lateByMs >= this.graceOf(deployment)) await this.giveUp(deployment);
    }
  }

  private async tick(): Promise<void> {
    await this.enforce().catch((error: unknown) =>
      this.logger.error({ err: error }, 'Deadlines were not enforced'),
    );
  }

  private deadlineOf({ id, createdAt, countsFrom }: Deployment): number {
    const known = this.deadlines.get(id);
    if (known !== undefined) return known;
    const sinceMs = this.clock.now().getTime() - (countsFrom ?? createdAt).getTime();
    const passedMs = Math.min(Math.max(0, sinceMs), this.totalMs);
    const deadline = this.clock.elapsed() + this.totalMs - passedMs;
    this.deadlines.set(id, deadline);
    return deadline;
  }

  private graceOf({ state }: Deployment): number {
    return state === 'queued' ? 0 : Math.min(LONGEST_GRACE_MS, this.totalMs / 10);
  }

  private async giveUp(deployment: Deployment): Promise<void> {
    const { id, epoch, agentId, state } = deployment;
    const error = deadlineExceeded(state === 'queued' ? 'still waited for its turn' : `was ${state}`);
    await this.records.end(deployment, 'failed', { error });
    if (state === 'queued' || !this.link.isConnected(agentId)) return;
    this.link
      .request(agentId, 'deployment:cancel', { deploymentId: id, epoch })
      .catch((error: unknown) =>
        this.logger.warn({ err: error, deploymentId: id }, 'The agent may still work on the deployment'),
      );
  }
}
