import { type Provider } from '@angular/core';
import {
  type Ack,
  type BrowserLogChunk,
  type BrowserToControl,
  type InstanceLogLines,
  type Update,
} from '@sdp/protocol';
import { LIVE_SOCKET } from './live-socket';

type Handler = (...values: never[]) => void;
type Request = { event: keyof BrowserToControl; payload: unknown };

/** A socket for tests: connects and loses its connection on command, and keeps what was sent. */
export class FakeSocket {
  connected = false;
  active = true;
  readonly sent: Request[] = [];
  private streams = 0;
  private readonly handlers = new Map<string, Handler[]>();

  provider(): Provider {
    return { provide: LIVE_SOCKET, useValue: this };
  }

  on(event: string, handler: Handler): void {
    this.handlers.set(event, [...(this.handlers.get(event) ?? []), handler]);
  }

  connect(): this {
    this.connected = true;
    this.tell('connect');
    return this;
  }

  disconnect(): this {
    if (!this.connected) return this;
    this.connected = false;
    this.tell('disconnect');
    return this;
  }

  emit(event: keyof BrowserToControl, payload: unknown, answer: (ack: Ack<unknown>) => void): void {
    this.sent.push({ event, payload });
    const isStream = event === 'runtime:open';
    answer({ ok: true, value: isStream ? { streamId: `stream-${++this.streams}` } : null });
  }

  /** Delivers what a container printed. */
  output(lines: InstanceLogLines): void {
    this.tell('runtime:lines', lines);
  }

  /** Cuts the connection, as a network does, and brings it back. */
  reconnect(): void {
    this.disconnect();
    this.connect();
  }

  update(update: Update): void {
    this.tell('update', update);
  }

  /** Delivers a chunk and returns the browser's acknowledgement. */
  chunk(chunk: Omit<BrowserLogChunk, 'levels'> & { levels?: string }): unknown {
    let acked: unknown;
    this.tell('log:chunk', { levels: '', ...chunk }, (ack: unknown) => (acked = ack));
    return acked;
  }

  requests(event: keyof BrowserToControl): unknown[] {
    return this.sent.filter((request) => request.event === event).map(({ payload }) => payload);
  }

  private tell(event: string, ...values: unknown[]): void {
    this.handlers.get(event)?.forEach((handler) => handler(...(values as never[])));
  }
}
