import { Injectable } from '@nestjs/common';
import { Clock } from '../clock/clock.js';

/** A clock that is wrong at boot is set right by then. */
const AFTER_START_MS = 3_600_000;
/** A clock that says otherwise for this long was set right, not wrong. */
const AFTER_JUMP_MS = 24 * 3_600_000;
/** What the two clocks may differ between two looks without one of them having been set. */
const TOLERANCE_MS = 60_000;

/** Whether the wall clock may be acted upon: it has gone along with the monotonic one for long enough. */
@Injectable()
export class TrustedClock {
  private difference: number;
  private trustedFrom: number;

  constructor(private readonly clock: Clock) {
    this.difference = this.differenceNow();
    this.trustedFrom = clock.elapsed() + AFTER_START_MS;
  }

  /** Null while it may not. */
  now(): Date | null {
    const difference = this.differenceNow();
    const hasJumped = Math.abs(difference - this.difference) > TOLERANCE_MS;
    if (hasJumped) this.trustedFrom = this.clock.elapsed() + AFTER_JUMP_MS;
    this.difference = difference;
    return this.clock.elapsed() >= this.trustedFrom ? this.clock.now() : null;
  }

  private differenceNow(): number {
    return this.clock.now().getTime() - this.clock.elapsed();
  }
}
