import { setTimeout as delay } from 'node:timers/promises';

/** For tests: waits for a condition, with a deadline. */
export async function until(condition: () => boolean | Promise<boolean>, deadlineMs = 15_000): Promise<void> {
  const deadline = performance.now() + deadlineMs;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error('The condition did not come true in time.');
    await delay(20);
  }
}
