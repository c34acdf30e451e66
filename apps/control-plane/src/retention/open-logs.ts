import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { WatchedTopics } from '../changes/watched-topics.js';
import { Clock } from '../clock/clock.js';
import { LogStore } from '../logs/log-store.js';

/** Whoever read a log this recently may read on. */
const OPEN_MS = 10 * 60_000;

/** Which logs somebody looks at: their page is open, or they were read just now. */
@Injectable()
export class OpenLogs implements OnApplicationShutdown {
  /** On the monotonic clock, oldest first. */
  private readonly readAt = new Map<string, number>();
  private readonly subscription;

  constructor(
    logs: LogStore,
    private readonly topics: WatchedTopics,
    private readonly clock: Clock,
  ) {
    this.subscription = logs.reading.subscribe((id) => this.note(id));
  }

  /** As of now. */
  ids(): string[] {
    this.forgetOld();
    return [...this.readAt.keys(), ...this.topics.deploymentIds()];
  }

  onApplicationShutdown(): void {
    this.subscription.unsubscribe();
  }

  private note(id: string): void {
    this.readAt.delete(id);
    this.readAt.set(id, this.clock.elapsed());
    this.forgetOld();
  }

  private forgetOld(): void {
    const before = this.clock.elapsed() - OPEN_MS;
    for (const [id, at] of this.readAt) {
      if (at >= before) return;
      this.readAt.delete(id);
    }
  }
}
