import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { TestBed } from '@angular/core/testing';
import { type LogLinesView, type LogOutlineView } from '@sdp/protocol';
import { FakeSocket } from '../../live/fake-socket';
import { LiveUpdates } from '../../live/live-updates';
import { LogStore } from './log-store';

const deploymentId = 'deployment-1';
const at = '2026-11-23T13:10:11.123Z';
const bytes = (text: string) => new TextEncoder().encode(text).length;
const settled = () => new Promise((resolve) => setTimeout(resolve));

const EMPTY: LogOutlineView = {
  lineCount: 0,
  bytes: 0,
  isComplete: false,
  levels: { error: 0, warn: 0, info: 0, debug: 0, none: 0 },
  sections: [],
  failingLine: null,
};

describe('LogStore', () => {
  let socket: FakeSocket;
  let http: HttpTestingController;
  let store: LogStore;

  beforeEach(() => {
    socket = new FakeSocket();
    TestBed.configureTestingModule({
      providers: [provideHttpClient(), provideHttpClientTesting(), socket.provider(), LogStore],
    });
    http = TestBed.inject(HttpTestingController);
    TestBed.inject(LiveUpdates).connect();
    store = TestBed.inject(LogStore);
    store.open(deploymentId);
  });

  const answerOutline = async (outline: Partial<LogOutlineView> = {}, id = deploymentId) => {
    for (const request of http.match(`/api/deployments/${id}/log/outline`))
      request.flush({ ...EMPTY, ...outline });
    await settled();
  };
  /** Answers what is asked for as a log of so many lines would, and says what that was. */
  const answerLines = async (lineCount: number): Promise<string[]> => {
    const asked: string[] = [];
    for (let requests; (requests = http.match(({ url }) => url.endsWith('/log/lines'))).length > 0;) {
      for (const { request, flush } of requests.map((one) => ({
        request: one.request,
        flush: one.flush.bind(one),
      }))) {
        asked.push(request.params.toString());
        const from = Number(request.params.get('from'));
        const to = Math.min(lineCount, from + Number(request.params.get('count')) - 1);
        flush(linesOf(from, to, lineCount));
      }
      await settled();
    }
    return asked;
  };
  const texts = () => Array.from({ length: store.lineCount() }, (_, index) => store.line(index + 1)?.text);

  it('reads the outline, and follows from its end on', async () => {
    expect(socket.requests('log:open')).toEqual([]);
    await answerOutline({ lineCount: 1_000_000, bytes: 120_000_000 });
    expect(store.lineCount()).toBe(1_000_000);
    expect(socket.requests('log:open')).toEqual([{ deploymentId, offset: 120_000_000 }]);
  });

  it('reads only the pages that are looked at, and passes over those that no longer are', async () => {
    await answerOutline({ lineCount: 1_000_000, bytes: 120_000_000, isComplete: true });
    expect(socket.requests('log:open')).toEqual([]);
    store.want([500_000, 500_001]);
    store.want([600_000]);
    store.want([700_000]);
    expect(await answerLines(1_000_000)).toEqual(['from=499969&count=256', 'from=699905&count=256']);
    expect([store.line(500_001)?.text, store.line(600_000), store.line(700_000)?.number]).toEqual([
      'line 500001',
      undefined,
      700_000,
    ]);
  });

  it('acknowledges bytes, not characters', async () => {
    await answerOutline();
    const text = 'größer 🚀\n';
    expect(socket.chunk({ deploymentId, offset: 0, text, isLast: false })).toEqual({
      ok: true,
      value: { acked: bytes(text) },
    });
    expect(store.lineCount()).toBe(1);
  });

  it('keeps levels, steps and counts of what comes', async () => {
    await answerOutline({
      lineCount: 1,
      bytes: 10,
      sections: [{ step: 'fetch', firstLine: 1, lastLine: 1 }],
      levels: { ...EMPTY.levels, none: 1 },
    });
    const text = `${at} fetch out b\n${at} build err c\n${at} build err d\n`;
    socket.chunk({ deploymentId, offset: 10, text, levels: '-ew', isLast: false });
    expect(store.sections()).toEqual([
      { step: 'fetch', firstLine: 1, lastLine: 2 },
      { step: 'build', firstLine: 3, lastLine: 4 },
    ]);
    expect(store.levels()).toEqual({ error: 1, warn: 1, info: 0, debug: 0, none: 2 });
  });

  it('reads the page whose beginning is not here once somebody looks at it', async () => {
    await answerOutline({ lineCount: 300, bytes: 3_000 });
    socket.chunk({ deploymentId, offset: 3_000, text: 'line 301\n', isLast: false });
    expect(store.line(301)).toBeUndefined();
    store.want([300, 301]);
    expect(await answerLines(301)).toEqual(['from=257&count=45']);
    socket.chunk({ deploymentId, offset: 3_009, text: 'line 302\n', isLast: false });
    expect([store.line(301)?.text, store.line(302)?.text]).toEqual(['line 301', 'line 302']);
  });

  it('goes on after a reconnect where it was', async () => {
    await answerOutline();
    socket.chunk({ deploymentId, offset: 0, text: 'é\n', isLast: false });
    socket.reconnect();
    expect(socket.requests('log:open').at(-1)).toEqual({ deploymentId, offset: 3 });
  });

  it('reads what it could not read once the connection is back', async () => {
    http.expectOne(`/api/deployments/${deploymentId}/log/outline`).error(new ProgressEvent('offline'));
    await settled();
    expect(store.error()?.message).toMatch(/does not answer/);
    socket.disconnect();
    TestBed.tick();
    socket.connect();
    TestBed.tick();
    await answerOutline({ lineCount: 5, bytes: 50 });
    expect([store.error(), store.lineCount()]).toEqual([undefined, 5]);
  });

  it('opens the log again when the page wakes up', async () => {
    await answerOutline();
    socket.chunk({ deploymentId, offset: 0, text: 'one\n', isLast: false });
    document.dispatchEvent(new Event('visibilitychange'));
    expect(socket.requests('log:open').at(-1)).toEqual({ deploymentId, offset: 4 });
  });

  it('shows a repeated chunk once', async () => {
    await answerOutline();
    socket.chunk({ deploymentId, offset: 0, text: 'one\n', isLast: false });
    socket.chunk({ deploymentId, offset: 0, text: 'one\n', isLast: false });
    expect(texts()).toEqual(['one']);
  });

  it('asks again instead of leaving a gap or showing an overlap', async () => {
    await answerOutline();
    socket.chunk({ deploymentId, offset: 0, text: 'one\n', isLast: false });
    socket.chunk({ deploymentId, offset: 9, text: 'three\n', isLast: false });
    socket.chunk({ deploymentId, offset: 2, text: 'e\ntwo\n', isLast: false });
    expect(texts()).toEqual(['one']);
    expect(socket.requests('log:open').slice(-2)).toEqual([
      { deploymentId, offset: 4 },
      { deploymentId, offset: 4 },
    ]);
  });

  it('says when the log is complete, and which line is to blame', async () => {
    await answerOutline();
    expect(store.isComplete()).toBe(false);
    socket.chunk({ deploymentId, offset: 0, text: 'end\n', isLast: true });
    expect(store.isComplete()).toBe(true);
    await answerOutline({ lineCount: 1, bytes: 4, isComplete: true, failingLine: 1 });
    expect([store.failingLine(), texts()]).toEqual([1, ['end']]);
    socket.chunk({ deploymentId, offset: 0, text: 'end\n', isLast: false });
    expect(store.isComplete()).toBe(true);
  });

  it('starts over for another deployment, whatever the first one still answers', async () => {
    await answerOutline({ lineCount: 9, bytes: 90 });
    store.want([1]);
    store.open('deployment-2');
    expect(socket.requests('log:close')).toEqual([{ deploymentId }]);
    await answerLines(9);
    expect([store.lineCount(), store.line(1), store.isComplete()]).toEqual([0, undefined, false]);
    await answerOutline({ lineCount: 2, bytes: 20 }, 'deployment-2');
    expect(socket.requests('log:open').at(-1)).toEqual({ deploymentId: 'deployment-2', offset: 20 });
  });
});

function linesOf(from: number, to: number, lineCount: number): LogLinesView {
  const lines = Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => ({
    number: from + index,
    at,
    step: 'build',
    stream: 'out' as const,
    level: 'none' as const,
    text: `line ${from + index}`,
  }));
  return { lineCount, lines, next: to < lineCount ? to + 1 : null };
}
