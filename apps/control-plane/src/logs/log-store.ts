import { mkdir, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join, parse } from 'node:path';
import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { ID, MAX_LOG_BYTES, MAX_LOG_LINE_BYTES } from '@sdp/protocol';
import { Subject } from 'rxjs';
import { Config } from '../config/config.js';
import { DomainError, notFound } from '../errors/domain-error.js';
import { LogFile } from './log-file.js';

export interface LogRange {
  /** Byte offset of the first byte. */
  offset: number;
  bytes: Buffer;
  /** Size of the whole log. */
  size: number;
}

const MAX_OPEN_FILES = 500;
/** The agent ends a log that reaches the cap with one more line. */
const MAX_FILE_BYTES = MAX_LOG_BYTES + 2 * MAX_LOG_LINE_BYTES;
const PIECE_BYTES = 256 * 1024;
const NEWLINE = 0x0a;

/** The logs of all deployments: one file each, a position is a byte offset. */
@Injectable()
export class LogStore implements OnModuleInit {
  private readonly logger = new Logger(LogStore.name);
  private readonly files = new Map<string, LogFile>();
  private readonly folder: string;

  /** Id of a deployment whose log has grown. */
  readonly grown = new Subject<string>();
  /** Id of a deployment whose log is gone. */
  readonly removed = new Subject<string>();

  /** Id of a deployment whose log is being read. */
  readonly reading = new Subject<string>();

  /** How many bytes were just written. */
  readonly written = new Subject<number>();

  constructor(config: Config) {
    this.folder = join(config.dataDir, 'logs');
  }

  async onModuleInit(): Promise<void> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
  }

  /** Answers the offset up to which everything is synced to disk. @throws DomainError `disk-full`, `too-large`. */
  async append(deploymentId: string, offset: number, text: string): Promise<number> {
    const bytes = Buffer.from(text, 'utf8');
    if (offset + bytes.length > MAX_FILE_BYTES) throw tooLarge();
    const file = this.file(deploymentId);
    const before = await file.size().catch(diskTrouble);
    const acked = await file.append(offset, bytes).catch(diskTrouble);
    if (acked > before) this.grown.next(deploymentId);
    return acked;
  }

  size(deploymentId: string): Promise<number> {
    return this.file(deploymentId).size();
  }

  /** Up to `limit` bytes from `offset`, ending with a whole line where one ends within them. */
  async read(deploymentId: string, offset: number, limit: number): Promise<LogRange> {
    const file = this.file(deploymentId);
    this.reading.next(deploymentId);
    const bytes = wholeLines(await file.read(offset, limit));
    return { offset, bytes, size: await file.size() };
  }

  /** Everything there is now, piece by piece. */
  async *whole(deploymentId: string): AsyncGenerator<Buffer> {
    const file = this.file(deploymentId);
    const size = await file.size();
    for (let offset = 0; offset < size;) {
      this.reading.next(deploymentId);
      const bytes = await file.read(offset, Math.min(PIECE_BYTES, size - offset));
      if (bytes.length === 0) return;
      offset += bytes.length;
      yield bytes;
    }
  }

  /** Never throws: a file that stays behind belongs to no deployment any more, and nobody can ask for it. */
  async removeAll(deploymentIds: readonly string[]): Promise<void> {
    for (const id of deploymentIds) {
      this.files.delete(id);
      for (const path of [this.path(id), this.indexPath(id)])
        await rm(path, { force: true }).catch((error: unknown) =>
          this.logger.warn({ err: error, deploymentId: id }, 'A log could not be removed'),
        );
      this.removed.next(id);
    }
  }

  /** What every log takes on the disk, its index included; by deployment, whether there is one or not. */
  async sizes(): Promise<Map<string, number>> {
    const sizes = new Map<string, number>();
    for (const name of await readdir(this.folder)) {
      const id = parse(name).name;
      if (!ID.test(id)) continue;
      const { size } = await stat(join(this.folder, name)).catch(() => ({ size: 0 }));
      sizes.set(id, (sizes.get(id) ?? 0) + size);
    }
    return sizes;
  }

  /** Size of the disk that they are on. */
  async diskBytes(): Promise<number> {
    const { blocks, bsize } = await statfs(this.folder);
    return blocks * bsize;
  }

  /** The file beside the log that is made from it, and goes with it. */
  indexPath(deploymentId: string): string {
    return this.path(deploymentId).replace(/\.log$/, '.index');
  }

  private file(deploymentId: string): LogFile {
    const file = this.files.get(deploymentId) ?? this.open(deploymentId);
    this.files.delete(deploymentId);
    this.files.set(deploymentId, file);
    if (this.files.size > MAX_OPEN_FILES) this.forgetOldest();
    return file;
  }

  private open(deploymentId: string): LogFile {
    const file = new LogFile(this.path(deploymentId));
    file.onWritten = (bytes) => this.written.next(bytes);
    return file;
  }

  private forgetOldest(): void {
    for (const [id, file] of this.files) {
      if (!file.isIdle) continue;
      this.files.delete(id);
      return;
    }
  }

  private path(deploymentId: string): string {
    if (!ID.test(deploymentId)) throw notFound('deployment');
    return join(this.folder, `${deploymentId}.log`);
  }
}

function wholeLines(bytes: Buffer): Buffer {
  const end = bytes.lastIndexOf(NEWLINE) + 1;
  return end > 0 ? bytes.subarray(0, end) : bytes;
}

function diskTrouble(error: NodeJS.ErrnoException): never {
  if (error.code !== 'ENOSPC' && error.code !== 'EDQUOT') throw error;
  const message =
    'The disk of the control plane is full, so the log cannot be written. Free some space there.';
  throw new DomainError('disk-full', message, { blame: 'platform', retryable: true });
}

function tooLarge(): DomainError {
  return new DomainError('too-large', `A log may have at most ${MAX_LOG_BYTES} bytes; the rest is not kept.`);
}
