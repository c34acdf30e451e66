import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { filter, Subscription } from 'rxjs';
import { ChangeFeed } from '../../changes/change-feed.js';
import { WatchedTopics } from '../../changes/watched-topics.js';
import { GatewayReports } from '../standing/gateway-reports.js';
import { RouteProbes } from './route-probes.js';

const EVERY_MS = 15_000;

/** Probes what somebody looks at, and what has changed, again and again. */
@Injectable()
export class ProbeRounds implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(ProbeRounds.name);
  private readonly subscriptions = new Subscription();
  private changed = new Set<string>();

  constructor(
    private readonly probes: RouteProbes,
    private readonly watched: WatchedTopics,
    private readonly reports: GatewayReports,
    private readonly changes: ChangeFeed,
  ) {}

  onApplicationBootstrap(): void {
    this.subscriptions.add(this.reports.changed.subscribe((sandboxId) => this.changed.add(sandboxId)));
    const removed = this.changes.changes.pipe(filter(({ kind }) => kind === 'sandbox-removed'));
    this.subscriptions.add(removed.subscribe(({ id }) => this.probes.forget(id)));
  }

  onApplicationShutdown(): void {
    this.subscriptions.unsubscribe();
  }

  @Interval(EVERY_MS)
  async run(): Promise<void> {
    const due = new Set([...this.watched.sandboxIds(), ...this.changed]);
    this.changed = new Set();
    await this.probes
      .probeIdle([...due])
      .catch((error: unknown) => this.logger.warn({ err: error }, 'Routes were not probed'));
  }
}
