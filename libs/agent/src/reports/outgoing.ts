import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { Backoff } from '../link/backoff.js';
import { type Acked } from '@sdp/protocol';
import { ControlLink } from '../link/control-link.js';
import { Refused } from '../link/link-errors.js';
import { integer } from '../link/shape.js';

/** Something that is sent piece by piece, each piece acknowledged before the next. */
export interface Source {
  hasUnsent(): boolean;
  /** Sends the next piece and takes in the answer. Answers whether that got it further. */
  sendNext(link: ControlLink): Promise<boolean>;
  /** The control plane will never take the rest. */
  giveUp(): void;
}

/** Short: chunks that overtook each other on the way are refused once, and taken at once the next time. */
const FIRST_RETRY_MS = 5;
const MAX_RETRY_MS = 10_000;

/** The position up to which the control plane has everything on disk. */
export function ackedOf(answer: Acked): number {
  return integer(0, Number.MAX_SAFE_INTEGER)(answer?.acked, 'acked');
}

/** Sends a source whenever it has something and the link is there; one piece in flight. */
export class Outgoing {
  private static readonly log = new Logger(Outgoing.name);
  private readonly backoff = new Backoff(FIRST_RETRY_MS, MAX_RETRY_MS);
  private isSending = false;
  private sending: Promise<void> = Promise.resolve();

  constructor(
    private readonly source: Source,
    private readonly link: ControlLink,
    private readonly onDrained: () => void,
  ) {}

  /** Call it when the source has grown and when the link is back. */
  kick(): void {
    if (!this.isSending) this.sending = this.send();
  }

  /** Resolves when nothing is unsent, or after `timeoutMs`. */
  async drained(timeoutMs: number): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    while (this.link.isReady && this.source.hasUnsent() && performance.now() < deadline) {
      this.kick();
      await Promise.race([this.sending, pause(deadline - performance.now(), undefined, { ref: false })]);
    }
  }

  private async send(): Promise<void> {
    this.isSending = true;
    while (this.link.isReady && this.source.hasUnsent()) {
      const hasAdvanced = await this.attempt();
      if (hasAdvanced) this.backoff.reset();
      else await pause(this.backoff.next(), undefined, { ref: false });
    }
    this.isSending = false;
    if (!this.source.hasUnsent()) this.onDrained();
  }

  private async attempt(): Promise<boolean> {
    try {
      return await this.source.sendNext(this.link);
    } catch (error) {
      if (error instanceof Refused && error.isFinal) this.source.giveUp();
      if (this.link.isReady) Outgoing.log.warn(`a report was not taken: ${(error as Error).message}`);
      return false;
    }
  }
}
