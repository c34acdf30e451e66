import { type Ack, type BrowserLogChunk, type ErrorCode, type WireError } from '@sdp/protocol';
import { type LiveSocket } from '../api/live-socket.js';
import { LogReader } from './log-reader.js';

const ID = 'deployment';

/** The control plane's end: keeps what is asked for, and sends what a test wants. */
class FakeSocket {
  connected = true;
  readonly opened: number[] = [];
  private answer: (ack: Ack<void>) => void = () => undefined;
  private readonly handlers = new Map<string, ((...values: never[]) => void)[]>();

  on(event: string, handler: (...values: never[]) => void): void {
    this.handlers.set(event, [...(this.handlers.get(event) ?? []), handler]);
  }

  emit(_event: 'log:open', { offset }: { offset: number }, answer: (ack: Ack<void>) => void): void {
    this.opened.push(offset);
    this.answer = answer;
  }

  /** Of the log that was asked for last. */
  refuse(code: ErrorCode): void {
    this.answer({ ok: false, error: { code, message: 'Refused.' } });
  }

  tell(event: string, ...values: unknown[]): void {
    for (const handler of this.handlers.get(event) ?? []) handler(...(values as never[]));
  }

  chunk(chunk: Partial<BrowserLogChunk>): unknown {
    let acked: unknown;
    const whole = { deploymentId: ID, isLast: false, ...chunk };
    this.tell('log:chunk', whole, (answer: unknown) => (acked = answer));
    return acked;
  }
}

describe('A log that is read over the socket', () => {
  const read = (from = 0) => {
    const socket = new FakeSocket();
    let text = '';
    const refusals: WireError[] = [];
    const take = (part: string) => (text += part);
    const reader = new LogReader(socket as unknown as LiveSocket, ID, from, take, (why) =>
      refusals.push(why),
    );
    reader.start();
    return { socket, reader, text: () => text, refusals };
  };

  it('is asked for from where somebody wants it, and acknowledged by bytes', async () => {
    const { socket, reader, text } = read(7);
    expect(socket.opened).toEqual([7]);
    expect(socket.chunk({ offset: 7, text: 'grün\n' })).toEqual({ ok: true, value: { acked: 13 } });
    socket.chunk({ offset: 13, text: 'end\n', isLast: true });
    await reader.ended;
    expect(text()).toBe('grün\nend\n');
  });

  it('goes on after a lost connection where it was, and shows nothing twice', () => {
    const { socket, text } = read();
    socket.chunk({ offset: 0, text: 'one\n' });
    socket.tell('connect');
    expect(socket.opened).toEqual([0, 4]);
    socket.chunk({ offset: 0, text: 'one\ntwo\n' });
    socket.chunk({ offset: 0, text: 'one\n' });
    expect(text()).toBe('one\ntwo\n');
  });

  it('asks again for what is missing', () => {
    const { socket, text } = read();
    socket.chunk({ offset: 5, text: 'two\n' });
    expect([socket.opened, text()]).toEqual([[0, 0], '']);
  });

  it('is not asked for again once it has ended, nor does it mind other logs', () => {
    const { socket, text } = read();
    socket.chunk({ deploymentId: 'another', offset: 0, text: 'x' });
    socket.chunk({ offset: 0, text: '', isLast: true });
    socket.tell('connect');
    expect([socket.opened, text()]).toEqual([[0], '']);
  });

  it('is asked for again a little later where there are too many already', () => {
    jest.useFakeTimers();
    try {
      const { socket, text, refusals } = read(7);
      socket.refuse('conflict');
      expect(socket.opened).toEqual([7]);
      jest.runOnlyPendingTimers();
      socket.refuse('conflict');
      jest.runOnlyPendingTimers();
      expect([socket.opened, refusals]).toEqual([[7, 7, 7], []]);
      socket.chunk({ offset: 7, text: 'one\n', isLast: true });
      expect([text(), jest.getTimerCount()]).toEqual(['one\n', 0]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('waits for the connection before it is asked for again', () => {
    jest.useFakeTimers();
    try {
      const { socket } = read();
      socket.refuse('conflict');
      socket.connected = false;
      jest.runOnlyPendingTimers();
      expect(socket.opened).toEqual([0]);
    } finally {
      jest.useRealTimers();
    }
  });

  it('is given up, once, when it is refused for another reason', async () => {
    const { socket, reader, refusals } = read();
    socket.refuse('not-found');
    await reader.ended;
    socket.tell('connect');
    expect([socket.opened, refusals.map(({ code }) => code)]).toEqual([[0], ['not-found']]);
  });
});
