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
  const running = (deploymentId: string) => ({ deploymentId, isRunning: true });
  const texts = () =>
    Array.from({ length: store.log().lineCount() }, (_, at) => store.log().line(at + 1)?.text);

  it('shows what its own stream brings', () => {
    store.follow('sandbox-1', 'orders', running('d-1'));
    socket.output({ streamId: 'stream-1', lines: [line(1, 'one')] });
    socket.output({ streamId: 'other', lines: [line(1, 'else')] });
    expect(texts()).toEqual(['one']);
  });

  it('goes on after a lost connection where it was', () => {
    store.follow('sandbox-1', 'orders', running('d-1'));
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
    store.follow('sandbox-1', 'orders', running('d-1'));
    store.follow('sandbox-1', 'payments', running('d-2'));
    expect(socket.requests('runtime:close')).toEqual([{ streamId: 'stream-1' }]);
    expect(store.log().lineCount()).toBe(0);
  });

  it('keeps what it has when the container ends and is started again', () => {
    store.follow('sandbox-1', 'orders', running('d-1'));
    const log = store.log();
    socket.output({ streamId: 'stream-1', lines: [line(1, 'one')] });
    store.follow('sandbox-1', 'orders', { deploymentId: 'd-1', isRunning: false });
    socket.output({ streamId: 'stream-2', lines: [line(2, 'two')], ended: true });
    expect(store.log().isComplete()).toBe(true);
    store.follow('sandbox-1', 'orders', running('d-1'));
    expect(socket.requests('runtime:open').at(-1)).toMatchObject({ since: line(2, '').at });
    expect(store.log().isComplete()).toBe(false);
    socket.output({ streamId: 'stream-3', lines: [line(3, 'three')] });
    expect(texts()).toEqual(['one', 'two', expect.stringContaining('started again'), 'three']);
    expect(store.log()).toBe(log);
  });

  it('has all that the container of another deployment printed below what it has', () => {
    store.follow('sandbox-1', 'orders', running('d-1'));
    socket.output({ streamId: 'stream-1', lines: [line(5, 'old')] });
    store.follow('sandbox-1', 'orders', { deploymentId: undefined, isRunning: false });
    store.follow('sandbox-1', 'orders', running('d-2'));
    expect(socket.requests('runtime:open').at(-1)).not.toHaveProperty('since');
    socket.output({ streamId: 'stream-3', lines: [line(4, 'new')] });
    socket.output({ streamId: 'stream-3', lines: [line(5, 'newer')] });
    expect(texts()).toEqual(['old', expect.stringContaining('started again'), 'new', 'newer']);
  });

  it('drops the oldest of very many lines, and says so', () => {
    store.follow('sandbox-1', 'orders', running('d-1'));
    const many = Array.from({ length: 50_001 }, (_, at) => line(1, `line ${at + 1}`));
    socket.output({ streamId: 'stream-1', lines: many });
    socket.output({ streamId: 'stream-1', lines: [line(2, 'last')] });
    const log = store.log();
    expect(log.lineCount()).toBe(40_002);
    expect(log.line(1)?.text).toMatch(/Older lines are not kept/);
    expect(log.line(2)).toMatchObject({ number: 2, text: `line ${2 + log.dropped}` });
    expect(log.line(40_002)?.text).toBe('last');
  });

  it('searches in what was printed', () => {
    store.follow('sandbox-1', 'orders', running('d-1'));
    store.find('sandbox-1', 'orders', 'boom');
    const [request] = TestBed.inject(HttpTestingController).match(({ url }) => url.endsWith('/output'));
    expect(request?.request.params.get('search')).toBe('boom');
    request?.flush({ lines: [line(4, 'boom!')] });
    expect(texts()).toEqual(['boom!']);
    expect(store.log().isComplete()).toBe(true);
  });
});
