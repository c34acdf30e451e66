import { setTimeout as pause } from 'node:timers/promises';
import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { type ContainerIdentity, Instances, Observation } from '@sdp/deployer';
import { type ObservedInstance } from '@sdp/protocol';
import { Backoff } from '../link/backoff.js';
import { ControlLink } from '../link/control-link.js';
import { LinkDown } from '../link/link-errors.js';
import { ReportsService } from '../reports/reports.service.js';

const PERIOD_MS = 10_000;
/** Containers change in bursts. */
const SETTLE_MS = 200;
const PATIENCE_MS = 3000;

/**
 * What the host really runs, told to the control plane on every change and every 10 s. Looking also corrects the
 * ports: addresses change when the engine starts containers.
 */
@Injectable()
export class ObservedService implements OnModuleDestroy {
  private readonly log = new Logger(ObservedService.name);
  private readonly backoff = new Backoff(1000, 30_000);
  private latest: ObservedInstance[] = [];
  private timer?: NodeJS.Timeout;
  private dueAt = Infinity;
  private looking?: Promise<void>;
  private isStopped = false;

  constructor(
    private readonly instances: Instances,
    private readonly observation: Observation,
    private readonly reports: ReportsService,
    private readonly link: ControlLink,
  ) {
    reports.onFinished(() => this.refresh());
  }

  /** Something may have changed: looks again soon. */
  refresh(): void {
    this.schedule(SETTLE_MS);
  }

  /** Looks now. While the engine is away every known instance is `unknown`. */
  async look(): Promise<ObservedInstance[]> {
    this.looking ??= this.lookOnce().finally(() => (this.looking = undefined));
    await this.looking;
    return this.latest;
  }

  /** As `look`, but what was seen last when the engine takes too long: it may hang. */
  async lookBriefly(): Promise<ObservedInstance[]> {
    return Promise.race([this.look(), pause(PATIENCE_MS, undefined, { ref: false }).then(() => this.latest)]);
  }

  /** Whether that deployment's container was the current one of its instance when it was looked at last. */
  isCurrent({ deploymentId }: ContainerIdentity): boolean {
    return this.latest.some((instance) => instance.deploymentId === deploymentId);
  }

  onModuleDestroy(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  private async lookOnce(): Promise<void> {
    let nextMs = PERIOD_MS;
    try {
      const candidates = this.reports.candidates();
      await this.instances.repoint(candidates);
      this.latest = await this.observation.observe(candidates);
      this.backoff.reset();
    } catch (error) {
      this.log.warn(`cannot see the containers: ${(error as Error).message}`);
      this.latest = this.latest.map((instance) => ({ ...instance, state: 'unknown' }));
      nextMs = this.backoff.next();
    }
    this.schedule(nextMs);
  }

  /** The earlier of two wins. */
  private schedule(delayMs: number): void {
    const dueAt = performance.now() + delayMs;
    if (this.isStopped || dueAt >= this.dueAt) return;
    this.dueAt = dueAt;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.tell(), delayMs);
  }

  private async tell(): Promise<void> {
    this.dueAt = Infinity;
    const instances = await this.look();
    if (!this.link.isReady) return;
    await this.link.request('instances:observed', { instances }).catch((error: Error) => {
      if (!(error instanceof LinkDown))
        this.log.warn(`the observed instances were not taken: ${error.message}`);
    });
  }
}
