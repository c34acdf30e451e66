import { Masking } from '@sdp/deployer';
import { type LogSource, type LogStream, MAX_LOG_BYTES, MAX_LOG_LINE_BYTES } from '@sdp/protocol';
import { formatLine } from './log-line.js';
import { SpoolFile } from './spool-file.js';

/** How long a line may wait for others before both are written together, in milliseconds. */
const FLUSH_DELAY_MS = 10;
const FLUSH_BYTES = 64 * 1024;
/** Unwritten text from which on the reader of a child's output is asked to wait. */
const HIGH_WATER_BYTES = 1024 * 1024;
const NEWLINE = 0x0a;

export interface SpoolListener {
  /** More bytes can be read. */
  onGrown(): void;
  /** The disk took nothing more: from here on lines are lost, and the deployment must fail. Called once. */
  onFailed(error: Error): void;
}

/** The log of one deployment on the agent's disk until the control plane has all of it, without its secrets. */
export class LogSpool {
  private pending: string[] = [];
  private pendingLength = 0;
  private timer?: NodeJS.Timeout;
  private flushing?: Promise<void>;
  private waiting: (() => void)[] = [];
  private isEnded: boolean;

  private constructor(
    private readonly file: SpoolFile,
    private masking: Masking,
    private readonly listener: SpoolListener,
    private readonly maxBytes: number,
  ) {
    this.isEnded = file.size > 0 && file.size > maxBytes - 2 * MAX_LOG_LINE_BYTES; // marked already, or about to be
  }

  /** Opens or creates the file. */
  static async open(
    path: string,
    masking: Masking,
    listener: SpoolListener,
    maxBytes = MAX_LOG_BYTES,
  ): Promise<LogSpool> {
    return new LogSpool(await SpoolFile.open(path), masking, listener, maxBytes);
  }

  /** Bytes that can be read. Always the end of a line. */
  get size(): number {
    return this.file.size;
  }

  append(source: LogSource, stream: LogStream, text: string): void {
    if (this.isEnded) return;
    const line = formatLine(new Date(), source, stream, this.masking.text(text));
    this.pending.push(line);
    this.pendingLength += line.length;
    if (this.pendingLength >= FLUSH_BYTES) this.flush();
    else this.timer ??= setTimeout(() => this.flush(), FLUSH_DELAY_MS);
  }

  /** Resolves when there is room for more lines. */
  ready(): Promise<void> {
    if (this.pendingLength < HIGH_WATER_BYTES) return Promise.resolve();
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  /** Takes no more lines, forgets the secrets, and resolves when all is written that can be. */
  async end(): Promise<void> {
    this.flush();
    await this.flushing;
    this.isEnded = true;
    this.masking = new Masking([]);
  }

  /** At most `limit` bytes from `offset` on, up to the end of a line; empty when `limit` holds no whole line. */
  read(offset: number, limit: number): Promise<Buffer> {
    return this.file.read(offset, limit);
  }

  async close(): Promise<void> {
    await this.end();
    await this.file.close();
  }

  async remove(): Promise<void> {
    await this.close();
    await this.file.remove();
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    if (this.pending.length > 0) this.flushing ??= this.writePending();
  }

  private async writePending(): Promise<void> {
    while (this.pending.length > 0 && !this.isEnded) {
      const lines = Buffer.from(this.pending.join(''));
      const taken = this.pendingLength;
      this.pending = [];
      await this.write(this.capped(lines));
      this.pendingLength -= taken;
      this.release();
    }
    this.flushing = undefined;
    if (this.isEnded) this.drop();
  }

  private async write(lines: Buffer): Promise<void> {
    try {
      await this.file.append(lines);
      this.listener.onGrown();
    } catch (error) {
      this.isEnded = true;
      this.listener.onFailed(error as Error);
    }
  }

  /** What still fits; the line that says so, when not all does, is the last one. */
  private capped(lines: Buffer): Buffer {
    const mark = formatLine(
      new Date(),
      'deploy',
      'sdp',
      `The log is cut off here: it reached ${this.maxBytes} bytes.`,
    );
    const room = this.maxBytes - this.file.size - mark.length;
    if (lines.length <= room) return lines;
    this.isEnded = true;
    const fitting = lines.subarray(0, lines.lastIndexOf(NEWLINE, Math.max(room - 1, 0)) + 1);
    return Buffer.concat([fitting, Buffer.from(mark)]);
  }

  private drop(): void {
    this.pending = [];
    this.pendingLength = 0;
    this.release();
  }

  private release(): void {
    if (this.pendingLength >= HIGH_WATER_BYTES) return;
    for (const resolve of this.waiting.splice(0)) resolve();
  }
}
