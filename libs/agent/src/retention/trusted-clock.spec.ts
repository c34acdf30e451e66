import { TrustedClock } from './trusted-clock.js';

const HOUR_MS = 3_600_000;

describe('the wall clock', () => {
  let wall: number;
  let monotonic: number;
  let clock: TrustedClock;

  beforeEach(() => {
    wall = Date.UTC(2026, 10, 29);
    monotonic = 5_000;
    clock = new TrustedClock({ now: () => wall, elapsed: () => monotonic });
  });

  const pass = (ms: number) => {
    wall += ms;
    monotonic += ms;
  };
  const isTrusted = () => clock.look().isClockTrusted;

  it('is trusted after an hour', () => {
    pass(HOUR_MS - 1);
    expect(isTrusted()).toBe(false);
    pass(1);
    expect(isTrusted()).toBe(true);
  });

  it.each([
    ['forward', HOUR_MS],
    ['back', -HOUR_MS],
  ])('is not trusted for a day when it jumps %s', (_, jump) => {
    pass(HOUR_MS);
    wall += jump;
    expect(isTrusted()).toBe(false);
    pass(24 * HOUR_MS - 1);
    expect(isTrusted()).toBe(false);
    pass(1);
    expect(isTrusted()).toBe(true);
  });

  it('may drift', () => {
    for (let hour = 0; hour < 100; hour++) {
      pass(HOUR_MS);
      wall += 1_000;
      clock.look();
    }
    expect(isTrusted()).toBe(true);
  });
});
