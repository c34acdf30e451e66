import { Inject, Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { type DeployerParts, type Storekeeper } from '@sdp/deployer';
import { type StorageRun } from '@sdp/protocol';
import { AgentConfig } from '../config/agent-config.js';
import { DEPLOYER_PARTS } from '../deployer.providers.js';
import { ControlLink } from '../link/control-link.js';
import { HostActivity } from './host-activity.js';
import { RetentionRun } from './retention-run.js';
import { storageReport, storageRules } from './storage-report.js';
import { StorageTally } from './storage-tally.js';
import { TrustedClock } from './trusted-clock.js';

const MINUTE_MS = 60_000;
/** The first look comes soon after the start, and removes nothing. */
const FIRST_LOOK_MS = 10_000;
/** Where nothing is removed: how often what would be is looked at. */
const LOOK_ONLY_MINUTES = 60;
/** A disk that is too full is not gone through more often than this. */
const FULL_DISK_PAUSE_MS = 10 * MINUTE_MS;

/** Removes what the host does not need any more, again and again, and tells the control plane about it. */
@Injectable()
export class RetentionService implements OnModuleDestroy {
  private readonly log = new Logger(RetentionService.name);
  private readonly storekeeper: Storekeeper;
  private readonly clock = new TrustedClock();
  private readonly stopping = new AbortController();
  private readonly everyMinutes: number;
  private timers: NodeJS.Timeout[] = [];
  private working: Promise<void> = Promise.resolve();
  private isWorking = false;
  private lastRun: StorageRun | null = null;
  private lastRunAt = -Infinity;
  private nextAt: number | null = null;
  private unreported = new StorageTally();

  constructor(
    { retention }: AgentConfig,
    @Inject(DEPLOYER_PARTS) parts: DeployerParts,
    activity: HostActivity,
    private readonly link: ControlLink,
  ) {
    this.everyMinutes = retention.everyMinutes;
    this.storekeeper = parts.storekeeper(activity);
    link.onReady(() => this.begin());
  }

  async onModuleDestroy(): Promise<void> {
    this.stopping.abort();
    for (const timer of this.timers) clearInterval(timer);
    await this.working;
  }

  /** Looks, removes and reports. Never throws. One at a time. */
  run(): Promise<void> {
    return this.alone(async () => {
      const run = new RetentionRun(this.storekeeper, this.clock);
      this.lastRun = await run.go(this.stopping.signal);
      this.lastRunAt = performance.now();
      this.unreported.addAll(this.lastRun.removed);
      await this.report();
    });
  }

  /** Looks and reports. */
  look(): Promise<void> {
    return this.alone(() => this.report());
  }

  /** Recovery comes before the link: from here on the host is in order. */
  private begin(): void {
    if (this.timers.length > 0) return;
    const period = (this.everyMinutes || LOOK_ONLY_MINUTES) * MINUTE_MS;
    this.expectNext(period);
    this.timers = [
      setTimeout(() => void this.look(), FIRST_LOOK_MS),
      setInterval(() => void this.onTime(period), period),
      setInterval(() => void this.onMinute(), MINUTE_MS),
    ];
  }

  private onTime(period: number): Promise<void> {
    this.expectNext(period);
    return this.everyMinutes === 0 ? this.look() : this.run();
  }

  private async onMinute(): Promise<void> {
    this.clock.look();
    const isDue = performance.now() - this.lastRunAt > FULL_DISK_PAUSE_MS;
    if (this.everyMinutes === 0 || !isDue) return;
    if (await this.storekeeper.isTooFull().catch(() => false)) await this.run();
  }

  private expectNext(period: number): void {
    this.nextAt = this.everyMinutes === 0 ? null : Date.now() + period;
  }

  private async report(): Promise<void> {
    const when = this.clock.look();
    const survey = await this.storekeeper.survey();
    // What goes with the next run, as far as one can tell now.
    const removals = await this.storekeeper.plan(survey, { ...when, now: this.nextAt ?? when.now });
    const findings = { ...survey, removals, at: when.now, isClockTrusted: when.isClockTrusted };
    const rules = storageRules(this.storekeeper.rules, this.everyMinutes);
    const nextAt = this.nextAt === null ? null : new Date(this.nextAt).toISOString();
    const { unreported, lastRun } = this;
    const report = storageReport(findings, { rules, lastRun, nextAt, removedSince: unreported.amounts });
    if (!this.link.isReady) return;
    await this.link.request('agent:storage', report);
    this.unreported = new StorageTally();
  }

  private async alone(work: () => Promise<void>): Promise<void> {
    if (this.isWorking || this.stopping.signal.aborted) return;
    this.isWorking = true;
    this.working = work()
      .catch((error: Error) => this.log.warn(`retention failed: ${error.message}`))
      .finally(() => (this.isWorking = false));
    await this.working;
  }
}
