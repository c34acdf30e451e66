import { HOUR_MS, MovableClock } from '../../../test/movable-clock.js';
import { ExpiryWatch } from './expiry-watch.js';

describe('How long a sandbox still has', () => {
  let clock: MovableClock;
  let watch: ExpiryWatch;
  let sandbox: { id: string; expiresAt: Date };
  const hours = () => Math.round(watch.remainingMs(sandbox) / HOUR_MS);

  beforeEach(() => {
    clock = new MovableClock();
    watch = new ExpiryWatch(clock);
    sandbox = { id: 'one', expiresAt: new Date(clock.now().getTime() + 10 * HOUR_MS) };
  });

  it('is what both clocks say', () => {
    expect(hours()).toBe(10);
    clock.pass(7 * HOUR_MS);
    expect(hours()).toBe(3);
    clock.pass(4 * HOUR_MS);
    expect(hours()).toBe(-1);
  });

  it('is the longer of the two when the wall clock jumped', () => {
    expect(hours()).toBe(10);
    clock.jump(20 * HOUR_MS);
    expect(hours()).toBe(10);
    clock.jump(-40 * HOUR_MS);
    expect(hours()).toBe(30);
  });

  it('is what the wall clock says when it keeps to it for a day: it was set right', () => {
    clock.jump(-1_000 * HOUR_MS);
    expect(hours()).toBe(1_010);
    clock.jump(1_011 * HOUR_MS);
    expect(hours()).toBe(1_010);
    clock.pass(24 * HOUR_MS);
    expect(hours()).toBe(-25);
  });

  it('is never nothing at the first look', () => {
    sandbox.expiresAt = new Date(clock.now().getTime() - HOUR_MS);
    expect(watch.remainingMs(sandbox)).toBeGreaterThan(0);
    clock.pass(60_000);
    expect(watch.remainingMs(sandbox)).toBeLessThanOrEqual(0);
  });

  it('starts anew with another end', () => {
    hours();
    sandbox.expiresAt = new Date(sandbox.expiresAt.getTime() + 5 * HOUR_MS);
    clock.pass(HOUR_MS);
    expect(hours()).toBe(14);
    expect(watch.remainingMs({ id: 'two', expiresAt: null })).toBe(Infinity);
  });
});
