import { Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Interval } from '@nestjs/schedule';
import { filter, merge, type Subscription } from 'rxjs';
import { AgentPresence } from '../../agents/agent-presence.js';
import { type Change, ChangeFeed } from '../../changes/change-feed.js';
import { InstanceCommands } from '../life/instance-commands.js';
import { Removal } from './removal.js';

/** Everything after which hosts may be brought further: a deployment is over, a sandbox was stopped, an agent is back or given up, some time has passed. */
@Injectable()
export class SandboxTriggers implements OnApplicationBootstrap, OnApplicationShutdown {
  private subscription: Subscription | undefined;

  constructor(
    private readonly removal: Removal,
    private readonly commands: InstanceCommands,
    private readonly changes: ChangeFeed,
    private readonly presence: AgentPresence,
  ) {}

  onApplicationBootstrap(): void {
    const changesOf = (wanted: Change['kind']) =>
      this.changes.changes.pipe(filter(({ kind }) => kind === wanted));
    const { ready, expired } = this.presence;
    this.subscription = merge(changesOf('deployment'), ready, expired).subscribe(() => this.wake());
    // Somebody stopped or started one as a whole.
    this.subscription.add(changesOf('sandbox').subscribe(() => this.commands.wake()));
    this.wake();
  }

  @Interval(10_000)
  wake(): void {
    this.removal.wake();
    this.commands.wake();
  }

  async onApplicationShutdown(): Promise<void> {
    this.subscription?.unsubscribe();
    await Promise.all([this.removal.stop(), this.commands.stop()]);
  }
}
