import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { auditTime, filter, Subscription } from 'rxjs';
import { AgentPresence } from '../../agents/agent-presence.js';
import { ChangeFeed } from '../../changes/change-feed.js';
import { SwitchTables } from './switch-tables.js';

/** Changes within this time reach the switches as one. */
const GATHER_MS = 50;

/** Everything after which a switch may have to know other sandboxes. */
@Injectable()
export class SwitchTriggers implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly subscriptions = new Subscription();

  constructor(
    private readonly tables: SwitchTables,
    private readonly changes: ChangeFeed,
    private readonly presence: AgentPresence,
  ) {}

  onApplicationBootstrap(): void {
    this.subscriptions.add(this.presence.ready.subscribe((agentId) => this.tables.startOver(agentId)));
    const changes = this.changes.changes.pipe(
      filter(({ kind }) => kind === 'sandbox' || kind === 'sandbox-removed'),
      auditTime(GATHER_MS),
    );
    this.subscriptions.add(changes.subscribe(() => this.tables.wakeAll()));
  }

  async onApplicationShutdown(): Promise<void> {
    this.subscriptions.unsubscribe();
    await this.tables.stop();
  }
}
