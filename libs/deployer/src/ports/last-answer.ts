import { Transform, type TransformCallback } from 'node:stream';

/** A whole status line of a final answer; interim ones (1xx) are followed by another, or by a different protocol. */
const STATUS_LINE = /^HTTP\/1\.1 [2-5]\d\d[^\r\n]{0,200}\r\n/;
const LONGEST_STATUS_LINE = 220;
const CLOSE = Buffer.from('Connection: close\r\n');

/**
 * Passes on what a target says. Once told to `request` it, the next HTTP/1.1 answer gets the header that makes its
 * client end the connection after it: so a client that never pauses changes over without a failed request. Whatever
 * is not HTTP/1.1 passes as it is.
 */
export class LastAnswer extends Transform {
  private isRequested = false;
  private isAnnounced = false;
  /** The client spoke last: what comes next from the target begins an answer. */
  private isAsked = false;

  request(): void {
    this.isRequested = true;
  }

  noteQuestion(): void {
    this.isAsked = true;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    const head = this.isAsked && this.isRequested && !this.isAnnounced ? statusLineOf(chunk) : 0;
    this.isAsked = false;
    if (head === 0) return done(null, chunk);
    this.isAnnounced = true;
    done(null, Buffer.concat([chunk.subarray(0, head), CLOSE, chunk.subarray(head)]));
  }
}

/** Its length, 0 when the chunk does not begin with one. */
function statusLineOf(chunk: Buffer): number {
  return STATUS_LINE.exec(chunk.toString('latin1', 0, LONGEST_STATUS_LINE))?.[0].length ?? 0;
}
