/** A clock that is wrong at boot is set right by then. */
const AFTER_START_MS = 3_600_000;
/** A clock that says otherwise for this long was set right, not wrong. */
const AFTER_JUMP_MS = 24 * 3_600_000;
/** What the two clocks may differ between two looks without one of them having been set. */
const TOLERANCE_MS = 60_000;

export interface Clocks {
  /** Wall clock, in milliseconds. */
  now(): number;
  /** Monotonic, in milliseconds. */
  elapsed(): number;
}

export const HOST_CLOCKS: Clocks = { now: () => Date.now(), elapsed: () => performance.now() };

/** Whether the wall clock may be acted upon: it has gone along with the monotonic one for long enough. */
export class TrustedClock {
  private difference: number;
  private trustedFrom: number;

  constructor(private readonly clocks: Clocks = HOST_CLOCKS) {
    this.difference = this.differenceNow();
    this.trustedFrom = clocks.elapsed() + AFTER_START_MS;
  }

  /** To be asked now and then: it sees jumps from one look to the next. */
  look(): { now: number; isClockTrusted: boolean } {
    const difference = this.differenceNow();
    if (Math.abs(difference - this.difference) > TOLERANCE_MS)
      this.trustedFrom = this.clocks.elapsed() + AFTER_JUMP_MS;
    this.difference = difference;
    return { now: this.clocks.now(), isClockTrusted: this.clocks.elapsed() >= this.trustedFrom };
  }

  private differenceNow(): number {
    return this.clocks.now() - this.clocks.elapsed();
  }
}
