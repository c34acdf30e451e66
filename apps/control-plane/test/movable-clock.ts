import { Clock } from '../src/clock/clock.js';

export const HOUR_MS = 3_600_000;

/** A clock that a test moves: time that passes moves both, a jump the wall clock alone. */
export class MovableClock extends Clock {
  private passedMs = 0;
  private jumpedMs = 0;

  pass(ms: number): void {
    this.passedMs += ms;
  }

  jump(ms: number): void {
    this.jumpedMs += ms;
  }

  override now(): Date {
    return new Date(super.now().getTime() + this.passedMs + this.jumpedMs);
  }

  override elapsed(): number {
    return super.elapsed() + this.passedMs;
  }
}
