import { DomainError } from '../errors/domain-error.js';

const MAX_STREAMS_PER_SOCKET = 20;

/** What each connection has open, by name; each can be closed on its own, and all of a connection's at once. */
export class OpenStreams {
  private readonly streams = new WeakMap<object, Map<string, AbortController>>();

  add(socket: object, name: string): AbortController {
    const open = this.streams.get(socket) ?? new Map<string, AbortController>();
    this.streams.set(socket, open);
    open.get(name)?.abort();
    open.delete(name);
    if (open.size >= MAX_STREAMS_PER_SOCKET) throw tooMany();

    const stream = new AbortController();
    open.set(name, stream);
    return stream;
  }

  /** With `stream`, only if it is still that one. */
  remove(socket: object, name: string, stream?: AbortController): void {
    const open = this.streams.get(socket);
    const current = open?.get(name);
    if (!open || !current || (stream && stream !== current)) return;
    open.delete(name);
    current.abort();
  }

  removeAll(socket: object): void {
    for (const stream of this.streams.get(socket)?.values() ?? []) stream.abort();
    this.streams.delete(socket);
  }
}

function tooMany(): DomainError {
  const message = `At most ${MAX_STREAMS_PER_SOCKET} streams can be open at once. Close one first.`;
  return new DomainError('conflict', message);
}
