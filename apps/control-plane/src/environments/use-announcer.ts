import { Injectable, Logger, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { auditTime, concatMap, filter, type Subscription } from 'rxjs';
import { type Change, ChangeFeed } from '../changes/change-feed.js';
import { WatchedTopics } from '../changes/watched-topics.js';
import { EnvironmentRecords } from './environment-records.js';
import { EnvironmentUse } from './environment-use.js';

/** What uses environments: its changes are frequent, and seldom change which. */
const USERS: readonly Change['kind'][] = ['sandbox', 'sandbox-removed', 'template', 'template-removed'];
const GATHER_MS = 100;

/** Whoever watches environments hears of it when somebody begins, or ceases, to use one. */
@Injectable()
export class UseAnnouncer implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly logger = new Logger(UseAnnouncer.name);
  private readonly known = new Map<string, string>();
  private subscription: Subscription | undefined;

  constructor(
    private readonly changes: ChangeFeed,
    private readonly watched: WatchedTopics,
    private readonly records: EnvironmentRecords,
    private readonly use: EnvironmentUse,
  ) {}

  onApplicationBootstrap(): void {
    this.subscription = this.changes.changes
      .pipe(
        filter(({ kind }) => USERS.includes(kind)),
        auditTime(GATHER_MS),
        filter(() => this.watched.has('environments')),
        concatMap(() => this.announceChanged().catch((error) => this.onFailure(error))),
      )
      .subscribe();
  }

  onApplicationShutdown(): void {
    this.subscription?.unsubscribe();
  }

  private async announceChanged(): Promise<void> {
    const ids = (await this.records.environments.find({ select: { id: true } })).map(({ id }) => id);
    const usersOf = await this.use.of(ids);
    for (const id of ids) {
      const users = JSON.stringify(usersOf(id));
      if (this.known.get(id) !== users) this.changes.announce('environment', id);
      this.known.set(id, users);
    }
  }

  private onFailure(error: unknown): void {
    this.logger.error({ err: error }, 'A change of who uses environments was not announced');
  }
}
