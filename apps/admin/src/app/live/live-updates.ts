import { DOCUMENT, inject, Injectable, signal, untracked } from '@angular/core';
import { type BrowserLogChunk, type RuntimeOpenRequest, type Topic, type Update } from '@sdp/protocol';
import { LIVE_SOCKET } from './live-socket';
import { type OutputReader, OutputStreams } from './output-streams';

/** Somebody who wants to know. `watching` is called after each (re)connect: whatever was missed must be read anew. */
export interface Watcher {
  update(update: Update): void;
  watching(): void;
}

/** Somebody who reads a deployment's log. `offset` is the byte it needs next. */
export interface LogReader {
  offset(): number;
  accept(chunk: BrowserLogChunk): 'read' | 'gap';
}

export type Connection = 'idle' | 'connecting' | 'connected' | 'lost';

const REFUSED_RETRY_MS = 3000;

/** Owns the socket: who watches what, which logs are open, and picking both up again after a reconnect. */
@Injectable({ providedIn: 'root' })
export class LiveUpdates {
  private readonly socket = inject(LIVE_SOCKET);
  private readonly document = inject(DOCUMENT);
  private readonly watchers = new Map<Topic | null, Set<Watcher>>();
  private readonly listeners = new Set<(update: Update) => void>();
  private readonly readers = new Map<string, LogReader>();
  private readonly streams = new OutputStreams(this.socket);
  private readonly _connection = signal<Connection>('idle');
  private retry: ReturnType<typeof setTimeout> | undefined;
  private askWhoIsHere: () => Promise<void> = async () => undefined;

  readonly connection = this._connection.asReadonly();

  constructor() {
    this.socket.on('connect', () => this.resume());
    this.socket.on('disconnect', () => this.lost());
    this.socket.on('connect_error', () => this.lost());
    this.socket.on('update', (update) => {
      this.listeners.forEach((listener) => listener(update));
      this.everyWatcher((watcher) => watcher.update(update));
    });
    this.socket.on('log:chunk', (chunk, answer) => {
      this.read(chunk);
      answer({ ok: true, value: { acked: this.readers.get(chunk.deploymentId)?.offset() ?? chunk.offset } });
    });
    for (const event of ['visibilitychange', 'resume'])
      this.document.addEventListener(event, () => this.woken());
    this.document.defaultView?.addEventListener('online', () => this.woken());
  }

  connect(): void {
    if (this._connection() !== 'idle') return;
    this._connection.set('connecting');
    this.socket.connect();
  }

  disconnect(): void {
    clearTimeout(this.retry);
    this._connection.set('idle');
    this.socket.disconnect();
  }

  /**
   * Whether a watch that begins now is confirmed soon, as far as one can tell. Not as a signal: an effect that opens a
   * value would open it anew with every change of the connection, and take away what its page shows and was typed there.
   */
  isComing(): boolean {
    const connection = untracked(this._connection);
    return connection === 'connected' || connection === 'connecting';
  }

  /** Hears every update, also those that come without being watched: what concerns the person themselves. */
  listen(listener: (update: Update) => void): void {
    this.listeners.add(listener);
  }

  /** Asked before a refused connection is tried again, and after each that comes back: the session may be another. */
  doubtedBy(askWhoIsHere: () => Promise<void>): void {
    this.askWhoIsHere = askWhoIsHere;
  }

  /** Returns how to stop watching. Without a topic it is told what concerns the person themselves. */
  watch(topic: Topic | null, watcher: Watcher): () => void {
    const others = this.watchers.get(topic);
    if (others) others.add(watcher);
    else this.watchers.set(topic, new Set([watcher]));
    if (this.socket.connected) this.sendWatch(topic, [watcher]);
    return () => this.unwatch(topic, watcher);
  }

  /** Returns how to stop reading. */
  openLog(deploymentId: string, reader: LogReader): () => void {
    this.readers.set(deploymentId, reader);
    if (this.socket.connected) this.sendOpen(deploymentId, reader);
    return () => {
      if (this.readers.get(deploymentId) !== reader) return;
      this.readers.delete(deploymentId);
      if (this.socket.connected) this.socket.emit('log:close', { deploymentId }, () => undefined);
    };
  }

  /** `wanted` is asked again at each (re)connect. Returns how to stop following. */
  followOutput(wanted: () => RuntimeOpenRequest, reader: OutputReader): () => void {
    return this.streams.follow(wanted, reader);
  }

  private unwatch(topic: Topic | null, watcher: Watcher): void {
    const others = this.watchers.get(topic);
    if (!others?.delete(watcher) || others.size > 0) return;
    this.watchers.delete(topic);
    if (topic !== null && this.socket.connected) this.socket.emit('unwatch', { topic }, () => undefined);
  }

  private resume(): void {
    if (this._connection() === 'lost') void this.askWhoIsHere();
    this._connection.set('connected');
    for (const [topic, watchers] of this.watchers) this.sendWatch(topic, [...watchers]);
    for (const [deploymentId, reader] of this.readers) this.sendOpen(deploymentId, reader);
    this.streams.resume();
  }

  /**
   * Somebody is back, or the network is: a lost connection is tried at once, however long the pause has become. A page
   * that slept took no chunk for long, and the control plane may have stopped sending: open the logs again.
   */
  private woken(): void {
    if (this.document.hidden) return;
    if (this._connection() === 'lost' && this.socket.active) this.socket.disconnect().connect();
    if (!this.socket.connected) return;
    for (const [deploymentId, reader] of this.readers) this.sendOpen(deploymentId, reader);
  }

  private sendWatch(topic: Topic | null, watchers: Watcher[]): void {
    if (topic === null) return watchers.forEach((watcher) => watcher.watching());
    this.socket.emit('watch', { topic }, () => {
      for (const watcher of watchers) if (this.watchers.get(topic)?.has(watcher)) watcher.watching();
    });
  }

  private sendOpen(deploymentId: string, reader: LogReader): void {
    this.socket.emit('log:open', { deploymentId, offset: reader.offset() }, () => undefined);
  }

  private read(chunk: BrowserLogChunk): void {
    const reader = this.readers.get(chunk.deploymentId);
    if (reader?.accept(chunk) === 'gap') this.sendOpen(chunk.deploymentId, reader);
  }

  /** A refusal (no session any more, say) is final for Socket.IO: ask why, and try again if there is still one. */
  private lost(): void {
    if (this._connection() === 'idle') return;
    this._connection.set('lost');
    if (this.socket.active) return;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => void this.askWhy(), REFUSED_RETRY_MS);
  }

  private async askWhy(): Promise<void> {
    await this.askWhoIsHere();
    if (this._connection() === 'lost') this.socket.connect();
  }

  private everyWatcher(tell: (watcher: Watcher) => void): void {
    new Set([...this.watchers.values()].flatMap((watchers) => [...watchers])).forEach(tell);
  }
}
