import { deferred } from '../deferred.js';

/** One client and one target that talk through a port. */
export interface Conversation {
  /** The next answer, if there is one, tells the client that the connection ends with it. */
  endAfterAnswer(): void;
  /** Whether the target spoke last, and nobody has spoken since for that long. */
  isQuiet(forMs: number): boolean;
  /** The client is told that the connection ends, as by a server that no longer wants to keep it. */
  end(): void;
}

/**
 * How long after an answer a kept connection counts as idle. Longer than a pause within one answer should be, and
 * short, since a redeployment waits for it.
 */
const QUIET_MS = 250;
const LOOK_EVERY_MS = 50;

/** Open connections per target, so that an old container is removed only when nobody talks to it any more. */
export class OpenConnections {
  private readonly open = new Map<string, Set<Conversation>>();
  private readonly waiters = new Map<string, Set<() => void>>();

  enter(key: string, conversation: Conversation): void {
    this.open.set(key, this.of(key).add(conversation));
  }

  leave(key: string, conversation: Conversation): void {
    const left = this.of(key);
    left.delete(conversation);
    if (left.size > 0) return;
    this.open.delete(key);
    for (const tell of this.waiters.get(key) ?? []) tell();
    this.waiters.delete(key);
  }

  count(key: string): number {
    return this.of(key).size;
  }

  /**
   * Resolves when none is open, or after `timeoutMs`. Meanwhile those in use end with their next answer, and those
   * that are kept open for a next request and have none are ended; who waits for an answer gets it.
   */
  async drained(key: string, timeoutMs: number): Promise<void> {
    if (this.count(key) === 0) return;
    for (const conversation of this.of(key)) conversation.endAfterAnswer();
    const { promise, resolve } = deferred<void>();
    const waiters = this.waiters.get(key) ?? new Set();
    this.waiters.set(key, waiters.add(resolve));
    const timer = setTimeout(resolve, timeoutMs);
    const look = setInterval(() => this.endQuiet(key), LOOK_EVERY_MS);
    await promise;
    clearInterval(look);
    clearTimeout(timer);
    waiters.delete(resolve);
  }

  private endQuiet(key: string): void {
    for (const conversation of this.of(key)) {
      if (conversation.isQuiet(QUIET_MS)) conversation.end();
    }
  }

  private of(key: string): Set<Conversation> {
    return this.open.get(key) ?? new Set();
  }
}
