import { Backoff } from './backoff.js';

describe('backoff', () => {
  it('doubles up to a bound, at least half of each pause fixed, and starts again after a success', () => {
    const backoff = new Backoff(100, 1000);
    for (const full of [100, 200, 400, 800, 1000, 1000]) {
      const pause = backoff.next();
      expect(pause).toBeGreaterThanOrEqual(full / 2);
      expect(pause).toBeLessThanOrEqual(full);
    }
    backoff.reset();
    expect(backoff.next()).toBeLessThanOrEqual(100);
  });

  it('spreads agents that were cut off together', () => {
    const pauses = new Set(Array.from({ length: 20 }, () => new Backoff(10_000, 10_000).next()));
    expect(pauses.size).toBeGreaterThan(10);
  });
});
