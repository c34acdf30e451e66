import { setTimeout as delay } from 'node:timers/promises';

/** Polls until `probe` returns something other than undefined or false; throws after the deadline, naming what. */
export async function until<T>(
  what: string,
  deadlineMs: number,
  probe: () => Promise<T | undefined | false>,
): Promise<T> {
  const end = performance.now() + deadlineMs;
  let lastError: unknown;
  for (;;) {
    try {
      const value = await probe();
      if (value !== undefined && value !== false) return value;
    } catch (error) {
      lastError = error;
    }
    if (performance.now() > end) {
      throw new Error(`after ${deadlineMs} ms still not: ${what}`, { cause: lastError });
    }
    await delay(50);
  }
}
