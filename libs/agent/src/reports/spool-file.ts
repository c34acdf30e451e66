import { type FileHandle, open, rm } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { isDiskFull } from '../storage/durable-file.js';

const SMALL_LOG_BYTES = 1024 * 1024;
const ROOM_PATIENCE_MS = 3000;
const ROOM_POLL_MS = 100;
const BLOCK_BYTES = 64 * 1024;
const NEWLINE = 0x0a;

/** A file of whole lines: after a crash or a failed write it is cut back to the last of them. */
export class SpoolFile {
  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
    private written: number,
  ) {}

  /** Opens or creates the file; a torn last line is cut off. */
  static async open(path: string): Promise<SpoolFile> {
    const file = await open(path, 'a+', 0o600);
    try {
      const size = await endOfLastLine(file);
      await file.truncate(size);
      return new SpoolFile(path, file, size);
    } catch (error) {
      await file.close();
      throw error;
    }
  }

  /** Bytes that can be read. Always the end of a line. */
  get size(): number {
    return this.written;
  }

  /** On a full disk the big logs fail at once, which makes room; a small one waits a little for that. */
  async append(lines: Buffer): Promise<void> {
    const deadline = performance.now() + (this.written < SMALL_LOG_BYTES ? ROOM_PATIENCE_MS : 0);
    for (;;) {
      try {
        await this.file.appendFile(lines);
        this.written += lines.length;
        return;
      } catch (error) {
        await this.file.truncate(this.written).catch(() => undefined); // on the next opening, then
        if (!isDiskFull(error) || performance.now() > deadline) throw error;
        await pause(ROOM_POLL_MS);
      }
    }
  }

  /** At most `limit` bytes from `offset` on, up to the end of a line; empty when `limit` holds no whole line. */
  async read(offset: number, limit: number): Promise<Buffer> {
    const length = Math.min(limit, this.written - offset);
    if (length <= 0) return Buffer.alloc(0);
    const { buffer, bytesRead } = await this.file.read(Buffer.allocUnsafe(length), 0, length, offset);
    return buffer.subarray(0, buffer.lastIndexOf(NEWLINE, bytesRead - 1) + 1);
  }

  close(): Promise<void> {
    return this.file.close();
  }

  /** After `close`. */
  remove(): Promise<void> {
    return rm(this.path, { force: true });
  }
}

async function endOfLastLine(file: FileHandle): Promise<number> {
  const { size } = await file.stat();
  const block = Buffer.allocUnsafe(BLOCK_BYTES);
  for (let end = size; end > 0;) {
    const start = Math.max(0, end - block.length);
    const { bytesRead } = await file.read(block, 0, end - start, start);
    const newline = block.subarray(0, bytesRead).lastIndexOf(NEWLINE);
    if (newline >= 0) return start + newline + 1;
    end = start;
  }
  return 0;
}
