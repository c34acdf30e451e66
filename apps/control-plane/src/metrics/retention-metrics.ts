import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { STORAGE_KINDS } from '@sdp/protocol';
import { Subscription } from 'rxjs';
import { AgentStorage } from '../agents/agent-storage.js';
import { RemovalBatch } from '../retention/removal-batch.js';
import { Metrics } from './metrics.js';

const OWN_HOST = 'control-plane';

/** Counts what retention removes: here, and on the hosts of agents. */
@Injectable()
export class RetentionMetrics implements OnModuleInit, OnApplicationShutdown {
  private readonly subscriptions = new Subscription();

  constructor(
    private readonly metrics: Metrics,
    private readonly agents: AgentStorage,
    private readonly own: RemovalBatch,
  ) {}

  onModuleInit(): void {
    this.subscriptions.add(
      this.agents.removed.subscribe(({ agent, amounts }) => {
        for (const kind of STORAGE_KINDS) this.count(agent, kind, amounts[kind]);
      }),
    );
    this.subscriptions.add(
      this.own.removed.subscribe((amount) => this.count(OWN_HOST, 'deployment', amount)),
    );
  }

  onApplicationShutdown(): void {
    this.subscriptions.unsubscribe();
  }

  private count(host: string, kind: string, { items, bytes }: { items: number; bytes: number }): void {
    this.metrics.retentionRemoved.inc({ host, kind }, items);
    this.metrics.retentionFreed.inc({ host, kind }, bytes);
  }
}
