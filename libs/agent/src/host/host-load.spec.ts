import { busyShare, ticksOf } from './host-load.js';

describe('the load of a host', () => {
  it('is the share of all processors that was not idle meanwhile', () => {
    const before = ticksOf([{ times: { user: 10, idle: 90 } }, { times: { user: 0, idle: 100 } }]);
    const now = ticksOf([{ times: { user: 60, idle: 140 } }, { times: { user: 100, idle: 100 } }]);
    expect(busyShare(before, now)).toBe(0.75);
  });

  it('is nothing where no time has passed, and never beyond all of it', () => {
    const ticks = { idle: 5, all: 10 };
    expect(busyShare(ticks, ticks)).toBe(0);
    expect(busyShare(ticks, { idle: 4, all: 12 })).toBe(1);
  });
});
