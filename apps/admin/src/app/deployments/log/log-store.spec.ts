import { provideHttpClient } from '@angular/common/http';
import { provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { FakeSocket } from '../../live/fake-socket';
import { LiveUpdates } from '../../live/live-updates';
import { LogStore } from './log-store';

const deploymentId = 'deployment-1';
const bytes = (text: string) => new TextEncoder().encode(text).length;

describe('LogStore', () => {
  const socket = new FakeSocket();
  let store: LogStore;

  beforeEach(() => {
    socket.sent.length = 0;
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), socket.provider(), LogStore],
    });
    TestBed.inject(LiveUpdates).connect();
    store = TestBed.inject(LogStore);
    store.open(deploymentId);
  });

  const texts = () => store.lines().all.map(({ text }) => text);

  it('reads from the start and acknowledges bytes, not characters', () => {
    expect(socket.requests('log:open')).toEqual([{ deploymentId, offset: 0 }]);
    const text = 'größer 🚀\n';
    expect(socket.chunk({ deploymentId, offset: 0, text, isLast: false })).toEqual({
      ok: true,
      value: { acked: bytes(text) },
    });
    expect(store.lineCount()).toBe(1);
  });

  it('goes on after a reconnect where it was', () => {
    socket.chunk({ deploymentId, offset: 0, text: 'é\n', isLast: false });
    socket.reconnect();
    expect(socket.requests('log:open').at(-1)).toEqual({ deploymentId, offset: 3 });
  });

  it('opens the log again when the page wakes up', () => {
    socket.chunk({ deploymentId, offset: 0, text: 'one\n', isLast: false });
    document.dispatchEvent(new Event('visibilitychange'));
    expect(socket.requests('log:open').at(-1)).toEqual({ deploymentId, offset: 4 });
  });

  it('shows a repeated chunk once', () => {
    socket.chunk({ deploymentId, offset: 0, text: 'one\n', isLast: false });
    socket.chunk({ deploymentId, offset: 0, text: 'one\n', isLast: false });
    expect(texts()).toEqual(['one']);
  });

  it('asks again instead of leaving a gap or showing an overlap', () => {
    socket.chunk({ deploymentId, offset: 0, text: 'one\n', isLast: false });
    socket.chunk({ deploymentId, offset: 9, text: 'three\n', isLast: false });
    socket.chunk({ deploymentId, offset: 2, text: 'e\ntwo\n', isLast: false });
    expect(texts()).toEqual(['one']);
    expect(socket.requests('log:open').slice(-2)).toEqual([
      { deploymentId, offset: 4 },
      { deploymentId, offset: 4 },
    ]);
  });

  it('says when the log is complete', () => {
    expect(store.isComplete()).toBe(false);
    socket.chunk({ deploymentId, offset: 0, text: 'end', isLast: true });
    expect(store.isComplete()).toBe(true);
    expect(texts()).toEqual(['end']);
    socket.chunk({ deploymentId, offset: 0, text: 'end', isLast: false });
    expect(store.isComplete()).toBe(true);
  });

  it('starts over for another deployment', () => {
    socket.chunk({ deploymentId, offset: 0, text: 'one\n', isLast: true });
    store.open('deployment-2');
    expect(socket.requests('log:close')).toEqual([{ deploymentId }]);
    expect(texts()).toEqual([]);
    expect(store.isComplete()).toBe(false);
  });
});
