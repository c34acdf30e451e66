import { Injectable } from '@nestjs/common';
import { type InstanceId } from '@sdp/deployer';
import { keyOf } from './instance-epochs.js';

/** Only one thing happens to an instance at a time: a deployment, a stop, a removal, a reconciliation. */
@Injectable()
export class InstanceTurns {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Does the work after all that was asked for earlier. Throws the signal's reason when it aborts while waiting. */
  async take<T>(instance: InstanceId, work: () => Promise<T>, signal?: AbortSignal): Promise<T> {
    const key = keyOf(instance);
    const before = this.last.get(key) ?? Promise.resolve();
    const result = unlessAborted(before, signal).then(work);
    const end = Promise.allSettled([before, result]);
    this.last.set(key, end);
    void end.then(() => this.last.get(key) === end && this.last.delete(key));
    return result;
  }
}

async function unlessAborted(wait: Promise<unknown>, signal?: AbortSignal): Promise<void> {
  if (signal === undefined) return void (await wait);
  signal.throwIfAborted();
  let onAbort = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => (onAbort = () => reject(signal.reason)));
  signal.addEventListener('abort', onAbort);
  try {
    await Promise.race([wait, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
