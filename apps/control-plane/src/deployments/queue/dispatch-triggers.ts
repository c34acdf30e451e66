import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { filter, merge, type Subscription } from 'rxjs';
import { AgentPresence } from '../../agents/agent-presence.js';
import { CredentialVault } from '../../auth/credential-vault.js';
import { type Change, ChangeFeed } from '../../changes/change-feed.js';
import { DeploymentRecords } from '../deployment-records.js';
import { Dispatcher } from './dispatcher.js';

/** A hold is a sandbox's. */
const TELLING: ReadonlySet<Change['kind']> = new Set(['deployment', 'sandbox']);

/** Everything after which a waiting deployment may be able to go. */
@Injectable()
export class DispatchTriggers implements OnApplicationBootstrap, OnApplicationShutdown {
  private subscription: Subscription | undefined;

  constructor(
    private readonly dispatcher: Dispatcher,
    private readonly records: DeploymentRecords,
    private readonly changes: ChangeFeed,
    private readonly presence: AgentPresence,
    private readonly vault: CredentialVault,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    await this.askForLostCredentials();
    const { ready, left } = this.presence;
    const changes = this.changes.changes.pipe(filter(({ kind }) => TELLING.has(kind)));
    this.subscription = merge(changes, ready, left, this.vault.supplied).subscribe(() =>
      this.dispatcher.wake(),
    );
    this.dispatcher.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    this.subscription?.unsubscribe();
    await this.dispatcher.stop();
  }

  /** Credentials are held in memory only: after a boot, what waits needs its person to show up again. */
  private async askForLostCredentials(): Promise<void> {
    const waiting = [
      ...(await this.records.queued()),
      ...(await this.records.onAgents({ state: 'dispatched' })),
    ];
    for (const { id, requestedBy, needsCredentials } of waiting)
      if (needsCredentials) this.vault.want(id, requestedBy);
  }
}
