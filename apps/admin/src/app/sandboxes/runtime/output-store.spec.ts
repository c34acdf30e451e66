import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { FakeSocket } from '../../live/fake-socket';
import { LiveUpdates } from '../../live/live-updates';
import { OutputStore } from './output-store';

describe('OutputStore', () => {
  let socket: FakeSocket;
  let store: OutputStore;

  beforeEach(() => {
    socket = new FakeSocket();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), socket.provider(), OutputStore],
    });
    TestBed.inject(LiveUpdates).connect();
    store = TestBed.inject(OutputStore);
  });

  const line = (second: number, text: string) => ({
    at: `2026-11-23T10:00:0${second}.000Z`,
    stream: 'out' as const,
    text,
  });
  const texts = () =>
    Array.from({ length: store.log().lineCount() }, (_, at) => store.log().line(at + 1)?.text);

  it('shows what its own stream brings', () => {
    store.follow('sandbox-1', 'orders');
    socket.output({ streamId: 'stream-1', lines: [line(1, 'one')] });
    socket.output({ streamId: 'other', lines: [line(1, 'else')] });
    expect(texts()).toEqual(['one']);
  });

  it('goes on after a lost connection where it was', () => {
    store.follow('sandbox-1', 'orders');
    socket.output({ streamId: 'stream-1', lines: [line(1, 'one'), line(2, 'two')] });
    socket.reconnect();
    expect(socket.requests('runtime:open')).toMatchObject([
      { service: 'orders' },
      { service: 'orders', since: line(2, '').at },
    ]);
    socket.output({ streamId: 'stream-2', lines: [line(3, 'three')] });
    expect(texts()).toEqual(['one', 'two', 'three']);
  });

  it('stops following one service for another', () => {
    store.follow('sandbox-1', 'orders');
    store.follow('sandbox-1', 'payments');
    expect(socket.requests('runtime:close')).toEqual([{ streamId: 'stream-1' }]);
    expect(store.log().lineCount()).toBe(0);
  });

  it('searches in what was printed', () => {
    store.follow('sandbox-1', 'orders');
    store.find('sandbox-1', 'orders', 'boom');
    const [request] = TestBed.inject(HttpTestingController).match(({ url }) => url.endsWith('/output'));
    expect(request?.request.params.get('search')).toBe('boom');
    request?.flush({ lines: [line(4, 'boom!')] });
    expect(texts()).toEqual(['boom!']);
    expect(store.log().isComplete()).toBe(true);
  });
});
