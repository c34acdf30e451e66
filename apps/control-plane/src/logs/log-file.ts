import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';

interface PendingChunk {
  offset: number;
  bytes: Buffer;
  resolve: (acked: number) => void;
  reject: (error: unknown) => void;
}

type OpenFile = (path: string, flags: number, mode?: number) => Promise<FileHandle>;

const NEWLINE = 0x0a;
const BLOCK_BYTES = 64 * 1024;
/** Never through a link: a log is always the file itself. */
const READ_WRITE = constants.O_RDWR | constants.O_NOFOLLOW;

/**
 * One append-only log. What `append` answers is on disk. Chunks that arrive while one is being written are written
 * and synced together with each other.
 */
export class LogFile {
  /** Told of every write that is synced. */
  onWritten: (bytes: number) => void = () => undefined;
  private readonly pending: PendingChunk[] = [];
  private isDraining = false;
  /** Bytes that are synced; null until the file was looked at, and after a failed write. */
  private synced: number | null = null;
  private recovery: Promise<number> | null = null;

  constructor(
    private readonly path: string,
    private readonly openFile: OpenFile = open,
  ) {}

  get isIdle(): boolean {
    return !this.isDraining;
  }

  /**
   * Writes what of the chunk lies beyond the end, and answers the new size. A chunk that would leave a gap is not
   * written: the answer says where to continue. Throws the file system's error when the disk did not take it.
   */
  append(offset: number, bytes: Buffer): Promise<number> {
    return new Promise((resolve, reject) => {
      this.pending.push({ offset, bytes, resolve, reject });
      if (!this.isDraining) void this.drain();
    });
  }

  /** Bytes that are on disk for good. A line that was torn by a crash is cut off first: nobody acked it. */
  async size(): Promise<number> {
    if (this.synced !== null) return this.synced;
    this.recovery ??= this.recover().finally(() => (this.recovery = null));
    return this.recovery;
  }

  /** At most `limit` bytes from `offset`, never beyond `size`. */
  async read(offset: number, limit: number): Promise<Buffer> {
    const length = Math.min(limit, (await this.size()) - offset);
    if (length <= 0) return Buffer.alloc(0);

    const file = await this.openFile(this.path, constants.O_RDONLY | constants.O_NOFOLLOW);
    try {
      const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(length), 0, length, offset);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  }

  private async drain(): Promise<void> {
    this.isDraining = true;
    while (this.pending.length > 0) {
      const batch = this.pending.splice(0);
      try {
        const acked = await this.write(batch);
        for (const { resolve } of batch) resolve(acked);
      } catch (error) {
        this.synced = null;
        for (const { reject } of batch) reject(error);
      }
    }
    this.isDraining = false;
  }

  private async write(batch: readonly PendingChunk[]): Promise<number> {
    const start = await this.size();
    const fresh = continuation(batch, start);
    if (fresh.length === 0) return start;

    const file = await this.openForWriting(start);
    try {
      await writeFully(file, fresh, start);
      await file.datasync();
    } catch (error) {
      await file.truncate(start).catch(() => undefined);
      throw error;
    } finally {
      await file.close();
    }
    this.onWritten(fresh.length);
    return (this.synced = start + fresh.length);
  }

  private async openForWriting(size: number): Promise<FileHandle> {
    if (size > 0) return this.openFile(this.path, READ_WRITE);
    const file = await this.openFile(this.path, READ_WRITE | constants.O_CREAT, 0o600);
    await syncFolder(dirname(this.path));
    return file;
  }

  private async recover(): Promise<number> {
    const file = await this.openFile(this.path, READ_WRITE).catch(nullIfMissing);
    if (!file) return (this.synced = 0);
    try {
      const { size } = await file.stat();
      const whole = await endOfLastLine(file, size);
      if (whole < size) await file.truncate(whole);
      await file.datasync();
      return (this.synced = whole);
    } finally {
      await file.close();
    }
  }
}

/** The bytes of the chunks that come right after `start`, in order, each byte once. */
function continuation(batch: readonly PendingChunk[], start: number): Buffer {
  const parts: Buffer[] = [];
  let end = start;
  for (const { offset, bytes } of batch) {
    if (offset > end || offset + bytes.length <= end) continue;
    parts.push(bytes.subarray(end - offset));
    end = offset + bytes.length;
  }
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
}

async function writeFully(file: FileHandle, bytes: Buffer, position: number): Promise<void> {
  let done = 0;
  while (done < bytes.length) {
    const { bytesWritten } = await file.write(bytes, done, bytes.length - done, position + done);
    done += bytesWritten;
  }
}

async function endOfLastLine(file: FileHandle, size: number): Promise<number> {
  for (let end = size; end > 0; end -= BLOCK_BYTES) {
    const start = Math.max(0, end - BLOCK_BYTES);
    const { buffer } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
    const newline = buffer.lastIndexOf(NEWLINE);
    if (newline >= 0) return start + newline + 1;
  }
  return 0;
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, constants.O_RDONLY);
  try {
    await folder.sync();
  } finally {
    await folder.close();
  }
}

function nullIfMissing(error: NodeJS.ErrnoException): null {
  if (error.code === 'ENOENT') return null;
  throw error;
}
