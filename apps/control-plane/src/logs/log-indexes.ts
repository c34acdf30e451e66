import { Injectable, Logger, type OnModuleDestroy } from '@nestjs/common';
import { Subscription } from 'rxjs';
import { readIndex, writeIndex } from './index-file.js';
import { LineIndex } from './line-index.js';
import { LogStore } from './log-store.js';

interface Kept {
  index: LineIndex | null;
  /** Bytes of the log that the file beside it covers. */
  savedBytes: number;
  /** One after the other: what reads on waits for what reads on already. */
  turn: Promise<unknown>;
}

/** Read at once: a thousand lines, about a millisecond of work, then others have their turn. */
const SLICE_BYTES = 128 * 1024;
const SAVE_EVERY_BYTES = 4 * 1024 * 1024;
const MAX_MEMORY_BYTES = 64 * 1024 * 1024;
const BACKGROUND_DELAY_MS = 1000;

/**
 * The line index of every log that was asked for or grows. An index follows its log by reading what is new of it, so
 * the log stays the only truth; a file beside it spares the reading after a restart.
 */
@Injectable()
export class LogIndexes implements OnModuleDestroy {
  private readonly logger = new Logger(LogIndexes.name);
  private readonly kept = new Map<string, Kept>();
  private readonly due = new Map<string, NodeJS.Timeout>();
  private readonly subscriptions = new Subscription();

  constructor(private readonly logs: LogStore) {
    this.subscriptions.add(logs.grown.subscribe((id) => this.followSoon(id)));
    this.subscriptions.add(logs.removed.subscribe((id) => this.forget(id)));
  }

  /** Covers all that the log has when it is asked. */
  async of(deploymentId: string): Promise<LineIndex> {
    const kept = this.keep(deploymentId);
    const turn = kept.turn.catch(() => undefined).then(() => this.catchUp(deploymentId, kept));
    kept.turn = turn;
    const index = await turn;
    this.makeRoom(deploymentId);
    return index;
  }

  async onModuleDestroy(): Promise<void> {
    this.subscriptions.unsubscribe();
    for (const timer of this.due.values()) clearTimeout(timer);
    await Promise.allSettled([...this.kept.values()].map(({ turn }) => turn));
  }

  private async catchUp(deploymentId: string, kept: Kept): Promise<LineIndex> {
    const size = await this.logs.size(deploymentId);
    let index = kept.index ?? (await this.load(deploymentId, kept));
    if (index.byteCount > size) index = new LineIndex();
    while (index.byteCount < size) {
      const room = Math.min(SLICE_BYTES, size - index.byteCount);
      const { bytes } = await this.logs.read(deploymentId, index.byteCount, room);
      if (bytes.length === 0) break;
      index.append(bytes);
    }
    kept.index = index;
    if (index.byteCount - kept.savedBytes >= SAVE_EVERY_BYTES) await this.save(deploymentId, kept, index);
    return index;
  }

  private async load(deploymentId: string, kept: Kept): Promise<LineIndex> {
    const index = await readIndex(this.logs.indexPath(deploymentId));
    kept.savedBytes = index.byteCount;
    return index;
  }

  /** A disk that takes nothing costs the next start a moment, and nothing else. */
  private async save(deploymentId: string, kept: Kept, index: LineIndex): Promise<void> {
    const covered = index.byteCount;
    await writeIndex(this.logs.indexPath(deploymentId), index).catch((error: unknown) =>
      this.logger.warn({ err: error, deploymentId }, 'A line index could not be kept'),
    );
    kept.savedBytes = covered;
  }

  private followSoon(deploymentId: string): void {
    if (this.due.has(deploymentId)) return;
    const timer = setTimeout(() => {
      this.due.delete(deploymentId);
      this.of(deploymentId).catch((error: unknown) =>
        this.logger.warn({ err: error, deploymentId }, 'A log could not be indexed'),
      );
    }, BACKGROUND_DELAY_MS);
    this.due.set(deploymentId, timer.unref());
  }

  private keep(deploymentId: string): Kept {
    const kept = this.kept.get(deploymentId) ?? { index: null, savedBytes: 0, turn: Promise.resolve() };
    this.kept.delete(deploymentId);
    this.kept.set(deploymentId, kept);
    return kept;
  }

  private forget(deploymentId: string): void {
    clearTimeout(this.due.get(deploymentId));
    this.due.delete(deploymentId);
    this.kept.delete(deploymentId);
  }

  /** Those that were not asked for the longest go first; `latest` stays. */
  private makeRoom(latest: string): void {
    let total = 0;
    for (const { index } of this.kept.values()) total += index?.memoryBytes ?? 0;
    for (const [id, { index }] of this.kept) {
      if (total <= MAX_MEMORY_BYTES) return;
      if (id === latest || !index) continue;
      total -= index.memoryBytes;
      this.kept.delete(id);
    }
  }
}
