import { deferred } from './deferred.js';
import { unlessAborted } from './until-aborted.js';

/** One at a time per key, in the order of arrival. A waiter whose signal aborts leaves the queue. */
export class KeyedMutex {
  private readonly tails = new Map<string, Promise<void>>();

  async run<T>(key: string, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const before = this.tails.get(key) ?? Promise.resolve();
    const mine = deferred<void>();
    const tail = before.then(() => mine.promise);
    this.tails.set(key, tail);
    try {
      await unlessAborted(before, signal);
      return await work();
    } finally {
      mine.resolve();
      if (this.tails.get(key) === tail) this.tails.delete(key);
    }
  }
}
