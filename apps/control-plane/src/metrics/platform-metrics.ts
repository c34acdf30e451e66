import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Subscription } from 'rxjs';
import { AgentAdmission } from '../agent-socket/agent-admission.js';
import { SignInAttempts } from '../auth/sign-in-attempts.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { LogStore } from '../logs/log-store.js';
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
    private readonly admission: AgentAdmission,
  ) {}

  onModuleInit(): void {
    const { metrics, subscriptions } = this;
    subscriptions.add(this.admission.refused.subscribe((reason) => metrics.agentsRefused.inc({ reason })));
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
