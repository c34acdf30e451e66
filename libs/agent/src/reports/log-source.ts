import { type Acked, MAX_LOG_CHUNK_BYTES } from '@sdp/protocol';
import { ControlLink } from '../link/control-link.js';
import { type DeploymentRecord } from './deployment-journal.js';
import { LogSpool } from './log-spool.js';
import { ackedOf, type Source } from './outgoing.js';

/** Holds any one line (log-format.ts), even when JSON makes six bytes of each. */
const MIN_WINDOW_BYTES = 32 * 1024;
/** While the control plane syncs some chunks, the next are on their way, and will be synced together. */
const MAX_WINDOW_BYTES = 4 * MAX_LOG_CHUNK_BYTES;

interface SentChunk {
  /** Offset of the first byte after it. */
  end: number;
  answer: Promise<Acked>;
}

/**
 * The log of one deployment on its way, from the offset that the control plane has synced. The control plane's
 * answer is the truth, backwards too. At most a window is sent ahead of it; after a failure the window and the
 * chunks are smaller: control characters grow sixfold in JSON, a frame that is too large ends the connection, and
 * on a slow wire heartbeats wait behind chunks.
 */
export class LogSource implements Source {
  private acked = 0;
  private inFlight: SentChunk[] = [];
  private window = MAX_WINDOW_BYTES;
  private isGivenUp = false;

  constructor(
    private readonly record: DeploymentRecord,
    private readonly spool: LogSpool,
  ) {}

  hasUnsent(): boolean {
    return !this.isGivenUp && this.acked < this.spool.size;
  }

  /** Sends what the window allows, and takes in the oldest answer. */
  async sendNext(link: ControlLink): Promise<boolean> {
    const before = this.acked;
    try {
      await this.sendAhead(link);
      await this.takeAnswer();
    } catch (error) {
      await this.startOver();
      this.window = Math.max(MIN_WINDOW_BYTES, this.window / 2);
      throw error;
    }
    this.window = Math.min(MAX_WINDOW_BYTES, this.window * 2);
    return this.acked > before;
  }

  giveUp(): void {
    this.isGivenUp = true;
  }

  private async sendAhead(link: ControlLink): Promise<void> {
    const { deploymentId, epoch } = this.record;
    const chunkBytes = Math.min(this.window, MAX_LOG_CHUNK_BYTES);
    while (this.sent < this.spool.size && this.sent + chunkBytes <= this.acked + this.window) {
      const offset = this.sent;
      const bytes = await this.spool.read(offset, chunkBytes);
      const answer = link.request('deployment:log', { deploymentId, epoch, offset, text: bytes.toString() });
      answer.catch(() => undefined); // told to whoever takes it in
      this.inFlight.push({ end: offset + bytes.length, answer });
    }
  }

  /** An answer may tell more than its chunk: chunks that came close together were written together. */
  private async takeAnswer(): Promise<void> {
    const oldest = this.inFlight.shift();
    if (oldest === undefined) return;
    this.acked = ackedOf(await oldest.answer);
    this.inFlight = this.inFlight.filter(({ end }) => end > this.acked);
    if (this.acked < oldest.end) await this.startOver();
  }

  /** Goes on from the acknowledged offset, once nothing is in flight any more. */
  private async startOver(): Promise<void> {
    await Promise.allSettled(this.inFlight.map(({ answer }) => answer));
    this.inFlight = [];
  }

  private get sent(): number {
    return this.inFlight.at(-1)?.end ?? this.acked;
  }
}
