import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { filter, merge, type Subscription } from 'rxjs';
import { AgentPresence } from '../agents/agent-presence.js';
import { CredentialVault } from '../auth/credential-vault.js';
import { ChangeFeed } from '../changes/change-feed.js';
import { DeploymentRecords } from './deployment-records.js';
import { Dispatcher } from './dispatcher.js';

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
    const deploymentChanges = this.changes.changes.pipe(filter(({ kind }) => kind === 'deployment'));
    const { ready, left } = this.presence;
    this.subscription = merge(deploymentChanges, ready, left, this.vault.supplied).subscribe(() =>
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
    for (const { id, requestedBy } of waiting) this.vault.want(id, requestedBy);
  }
}
