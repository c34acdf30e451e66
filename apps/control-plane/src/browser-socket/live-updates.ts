import { Inject, Injectable, Logger, type OnApplicationShutdown } from '@nestjs/common';
import { type Namespace } from 'socket.io';
import { auditTime, buffer, concatMap, Subscription } from 'rxjs';
import { LoadHistory } from '../agents/load-history.js';
import { type Change, ChangeFeed } from '../changes/change-feed.js';
import { WatchedTopics } from '../changes/watched-topics.js';
import { DomainError } from '../errors/domain-error.js';
import { InstanceStats } from '../runtime/instance-stats.js';
import { Audience } from './audience.js';
import { noticeOf } from './updates/notices.js';
import { type Publisher, PUBLISHERS } from './updates/publisher.js';

/** Changes of one thing within this time reach the browsers as one. */
const GATHER_MS = 25;

/** Tells the browsers that watch something how it looks now, after every change that is committed. */
@Injectable()
export class LiveUpdates implements OnApplicationShutdown {
  private readonly logger = new Logger(LiveUpdates.name);
  private readonly subscriptions = new Subscription();

  constructor(
    private readonly feed: ChangeFeed,
    private readonly stats: InstanceStats,
    private readonly loads: LoadHistory,
    private readonly watched: WatchedTopics,
    @Inject(PUBLISHERS) private readonly publishers: readonly Publisher[],
  ) {}

  start(namespace: Namespace): void {
    const audience = new Audience(namespace);
    this.watched.from(() => namespace.adapter.rooms.keys());
    const gathered = this.feed.changes.pipe(buffer(this.feed.changes.pipe(auditTime(GATHER_MS))));
    const published = gathered.pipe(concatMap((changes) => this.publishAll(changes, audience)));
    this.subscriptions.add(published.subscribe());
    this.subscriptions.add(
      this.loads.sampled.subscribe((load) => audience.tell(['agents'], { kind: 'agent-load', ...load })),
    );
    this.subscriptions.add(
      this.stats.sampled.subscribe((sample) =>
        audience.tell([`stats:${sample.sandboxId}`], { kind: 'stats', ...sample }),
      ),
    );
  }

  onApplicationShutdown(): void {
    this.subscriptions.unsubscribe();
  }

  private async publishAll(changes: Change[], audience: Audience): Promise<void> {
    const distinct = new Map(changes.map((change) => [`${change.kind} ${change.id}`, change]));
    for (const change of distinct.values())
      await this.publish(change, audience).catch((error) => this.onFailure(error));
    for (const publisher of this.publishers)
      await publisher.finish?.(audience).catch((error) => this.onFailure(error));
    if (changes.some(({ kind }) => kind === 'deployment'))
      audience.tell(['queue'], { kind: 'queue-changed' });
  }

  private async publish(change: Change, audience: Audience): Promise<void> {
    const notice = noticeOf(change);
    if (notice) audience.tell(notice.rooms, notice.update);
    const publisher = this.publishers.find(({ kind }) => kind === change.kind);
    await publisher?.publish(change.id, audience);
  }

  /** What is gone by now is announced by a change of its own. */
  private onFailure(error: unknown): void {
    if (error instanceof DomainError && error.code === 'not-found') return;
    this.logger.error({ err: error }, 'An update could not be published');
  }
}
