import { type BrowserLogChunk } from '@sdp/protocol';
import { type LiveSocket } from '../api/live-socket.js';

/**
 * Reads a deployment's log over the socket, from a byte offset to its end. After a lost connection it goes on where it
 * was: what comes twice is cut off, and a gap is asked for again, so that no line is lost or shown twice.
 */
export class LogReader {
  /** Resolves when everything has come. */
  readonly ended: Promise<void>;
  private end: () => void = () => undefined;
  private isOver = false;

  constructor(
    private readonly socket: LiveSocket,
    private readonly deploymentId: string,
    /** The byte that is needed next. */
    private offset: number,
    private readonly take: (text: string) => void,
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
    this.socket.emit('log:open', { deploymentId, offset }, () => undefined);
  }

  /** False when something before it is missing. */
  private accept({ offset, text, isLast }: BrowserLogChunk): boolean {
    if (this.isOver) return true;
    if (offset > this.offset) return false;
    const fresh = Buffer.from(text).subarray(this.offset - offset);
    if (fresh.length > 0) this.take(fresh.toString('utf8'));
    this.offset += fresh.length;
    if (isLast) {
      this.isOver = true;
      this.end();
    }
    return true;
  }
}
