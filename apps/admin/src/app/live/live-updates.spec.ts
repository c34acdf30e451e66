import { jest } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { FakeSocket } from './fake-socket';
import { LiveUpdates } from './live-updates';

describe('LiveUpdates', () => {
  let socket: FakeSocket;
  let live: LiveUpdates;

  beforeEach(() => {
    socket = new FakeSocket();
    TestBed.configureTestingModule({ providers: [socket.provider()] });
    live = TestBed.inject(LiveUpdates);
  });

  const watcher = () => ({ update: jest.fn(), watching: jest.fn() });

  it('watches a topic once for all who want it, until the last one leaves', () => {
    live.connect();
    const leaveFirst = live.watch('agents', watcher());
    const leaveSecond = live.watch('agents', watcher());
    leaveFirst();
    expect(socket.requests('unwatch')).toEqual([]);
    leaveSecond();
    expect(socket.requests('unwatch')).toEqual([{ topic: 'agents' }]);
  });

  it('watches what was asked for before it was connected', () => {
    const early = watcher();
    live.watch('sandboxes', early);
    expect(socket.sent).toEqual([]);
    live.connect();
    expect(socket.requests('watch')).toEqual([{ topic: 'sandboxes' }]);
    expect(early.watching).toHaveBeenCalledTimes(1);
  });

  it('watches again after a reconnect, and says that the connection was lost meanwhile', () => {
    live.connect();
    const one = watcher();
    live.watch('sandboxes', one);
    socket.disconnect();
    expect(live.connection()).toBe('lost');
    socket.connect();
    expect(live.connection()).toBe('connected');
    expect(one.watching).toHaveBeenCalledTimes(2);
  });

  it('tries a lost connection at once when somebody is back, or the network', () => {
    live.connect();
    const one = watcher();
    live.watch('sandboxes', one);
    for (const [target, event] of [
      [document, 'visibilitychange'],
      [document, 'resume'],
      [window, 'online'],
    ] as const) {
      socket.disconnect();
      target.dispatchEvent(new Event(event));
      expect(live.connection()).toBe('connected');
    }
    expect(one.watching).toHaveBeenCalledTimes(4);
  });

  it('is idle after signing out, not lost', () => {
    live.connect();
    live.disconnect();
    expect(live.connection()).toBe('idle');
  });

  it('has somebody ask why when the server refuses it, and tries again then', async () => {
    jest.useFakeTimers();
    try {
      let answer: () => void = () => undefined;
      live.doubtedBy(() => new Promise((resolve) => (answer = resolve)));
      live.connect();
      socket.active = false;
      socket.disconnect();
      jest.advanceTimersByTime(3000);
      expect(live.connection()).toBe('lost');
      answer();
      await Promise.resolve();
      await Promise.resolve();
      expect(live.connection()).toBe('connected');
    } finally {
      jest.useRealTimers();
    }
  });

  it('has somebody ask whose session it is whenever a lost connection is back', () => {
    const ask = jest.fn(async () => undefined);
    live.doubtedBy(ask);
    live.connect();
    expect(ask).not.toHaveBeenCalled();
    socket.reconnect();
    expect(ask).toHaveBeenCalledTimes(1);
  });
});
