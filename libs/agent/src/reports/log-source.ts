import { MAX_LOG_CHUNK_BYTES } from '@sdp/protocol';
import { ControlLink } from '../link/control-link.js';
import { type DeploymentRecord } from './deployment-journal.js';
import { LogSpool } from './log-spool.js';
import { ackedOf, type Source } from './outgoing.js';

/** Holds any one line (log-format.ts), even when JSON makes six bytes of each. */
const MIN_CHUNK_BYTES = 32 * 1024;

/**
 * The log of one deployment on its way, from the offset that the control plane has synced. The control plane's
 * answer is the truth, backwards too. A chunk that did not get through is followed by smaller ones: control
 * characters grow sixfold in JSON, and a frame that is too large ends the connection.
 */
export class LogSource implements Source {
  private acked = 0;
  private chunkBytes = MAX_LOG_CHUNK_BYTES;
  private isGivenUp = false;

  constructor(
    private readonly record: DeploymentRecord,
    private readonly spool: LogSpool,
  ) {}

  hasUnsent(): boolean {
    return !this.isGivenUp && this.acked < this.spool.size;
  }

  async sendNext(link: ControlLink): Promise<boolean> {
    const { deploymentId, epoch } = this.record;
    const offset = this.acked;
    const text = (await this.spool.read(offset, this.chunkBytes)).toString();
    try {
      this.acked = ackedOf(await link.request('deployment:log', { deploymentId, epoch, offset, text }));
    } catch (error) {
      this.chunkBytes = Math.max(MIN_CHUNK_BYTES, this.chunkBytes / 2);
      throw error;
    }
    this.chunkBytes = Math.min(MAX_LOG_CHUNK_BYTES, this.chunkBytes * 2);
    return this.acked > offset;
  }

  giveUp(): void {
    this.isGivenUp = true;
  }
}
