import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { type Subscription } from 'rxjs';
import { type Change, ChangeFeed } from '../../changes/change-feed.js';
import { ConcernedSandboxes } from './concerned-sandboxes.js';

/** Routes follow from much else: whoever watches them hears of it when that has changed. */
@Injectable()
export class RouteAnnouncer implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(RouteAnnouncer.name);
  private subscription: Subscription | undefined;

  constructor(
    private readonly changes: ChangeFeed,
    private readonly concerned: ConcernedSandboxes,
  ) {}

  onApplicationBootstrap(): void {
    this.subscription = this.changes.changes.subscribe((change) => void this.announce(change));
  }

  onApplicationShutdown(): void {
    this.subscription?.unsubscribe();
  }

  private async announce(change: Change): Promise<void> {
    try {
      for (const sandboxId of await this.concerned.by(change)) this.changes.announce('routes', sandboxId);
    } catch (error) {
      this.logger.error({ err: error }, 'A change of routes was not announced');
    }
  }
}
