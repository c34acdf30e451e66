import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Subscription } from 'rxjs';
import { SignInAttempts } from '../auth/sign-in-attempts.js';
import { Config } from '../config/config.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { LogStore } from '../logs/log-store.js';
import { versionOf } from '../version.js';
import { Metrics } from './metrics.js';

/** Counts what the parts of the control plane tell of themselves. */
@Injectable()
export class PlatformMetrics implements OnModuleInit, OnApplicationShutdown {
  private readonly subscriptions = new Subscription();

  constructor(
    private readonly metrics: Metrics,
    private readonly unitOfWork: UnitOfWork,
    private readonly logs: LogStore,
    private readonly attempts: SignInAttempts,
    private readonly config: Config,
  ) {}

  onModuleInit(): void {
    const { metrics, subscriptions } = this;
    metrics.build.set({ version: versionOf(this.config.release) }, 1);
    subscriptions.add(this.logs.written.subscribe((bytes) => metrics.logBytes.inc(bytes)));
    subscriptions.add(this.attempts.refused.subscribe((reason) => metrics.signInRefusals.inc({ reason })));
    subscriptions.add(
      this.unitOfWork.timings.subscribe(({ waitMs, holdMs }) => {
        metrics.unitWaitSeconds.observe(waitMs / 1000);
        metrics.unitHoldSeconds.observe(holdMs / 1000);
      }),
    );
  }

  onApplicationShutdown(): void {
    this.subscriptions.unsubscribe();
  }
}
