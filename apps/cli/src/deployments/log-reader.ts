import { type BrowserLogChunk, type WireError } from '@sdp/protocol';
import { type LiveSocket } from '../api/live-socket.js';

/** How soon a log is asked for again that there was no room for. */
const ROOM_AGAIN_MS = 1_000;

/**
 * Reads a deployment's log over the socket, from a byte offset to its end. After a lost connection it goes on where it
 * was: what comes twice is cut off, and a gap is asked for again, so that no line is lost or shown twice. A connection
 * has room for some logs only; the others wait until one of those has ended.
 */
export class LogReader {
  /** Resolves when everything has come, or was refused. */
  readonly ended: Promise<void>;
  private end: () => void = () => undefined;
  private isOver = false;

  constructor(
    private readonly socket: LiveSocket,
    private readonly deploymentId: string,
    /** The byte that is needed next. */
    private offset: number,
    private readonly take: (text: string) => void,
    private readonly giveUp: (why: WireError) => void,
  ) {
    this.ended = new Promise((resolve) => (this.end = resolve));
  }

  start(): void {
    this.socket.on('log:chunk', (chunk, answer) => {
      if (chunk.deploymentId !== this.deploymentId) return;
      const isGap = !this.accept(chunk);
      answer({ ok: true, value: { acked: this.offset } });
      if (isGap) this.open();
    });
    this.socket.on('connect', () => this.open());
    if (this.socket.connected) this.open();
  }

  private open(): void {
    if (this.isOver) return;
    const { deploymentId, offset } = this;
    this.socket.emit('log:open', { deploymentId, offset }, (ack) => {
      if (!ack.ok) this.refused(ack.error);
    });
  }

  private refused(error: WireError): void {
    if (this.isOver) return;
    if (error.code === 'conflict') return this.openLater();
    this.giveUp(error);
    this.finish();
  }

  private openLater(): void {
    const again = () => {
      if (this.socket.connected) this.open();
    };
    setTimeout(again, ROOM_AGAIN_MS).unref();
  }

  private finish(): void {
    this.isOver = true;
    this.end();
  }

  /** False when something before it is missing. */
  private accept({ offset, text, isLast }: BrowserLogChunk): boolean {
    if (this.isOver) return true;
    if (offset > this.offset) return false;
    const fresh = Buffer.from(text).subarray(this.offset - offset);
    if (fresh.length > 0) this.take(fresh.toString('utf8'));
    this.offset += fresh.length;
    if (isLast) this.finish();
    return true;
  }
}
