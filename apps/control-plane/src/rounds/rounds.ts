import { Logger } from '@nestjs/common';
import { outsideLogContext } from '@sdp/logging';
import { actingAlone } from '../audit/acting.js';

/**
 * Work that looks at what the database says, one round at a time, whenever something may have changed. What changes
 * during a round brings another one; so a new request, a lost frame and a restart are all the same case.
 */
export class Rounds {
  private readonly logger = new Logger(Rounds.name);
  private isWanted = false;
  private isStopped = false;
  private running: Promise<void> | null = null;

  /** `name` says in the log which rounds failed. */
  constructor(
    private readonly name: string,
    private readonly round: () => Promise<void>,
  ) {}

  wake(): void {
    this.isWanted = true;
    // Not at once: a round that wakes before its first wait would otherwise start another beside itself.
    this.running ??= Promise.resolve()
      .then(() => outsideLogContext(() => actingAlone(() => this.run())))
      .finally(() => (this.running = null));
  }

  /** Resolves when the round that is under way is over; there is none after it. */
  async stop(): Promise<void> {
    this.isStopped = true;
    await this.running;
  }

  private async run(): Promise<void> {
    while (this.isWanted && !this.isStopped) {
      this.isWanted = false;
      await this.round().catch((error: unknown) =>
        this.logger.error({ err: error }, `A round of ${this.name} failed`),
      );
    }
  }
}
