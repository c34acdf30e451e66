/** Growing pauses between attempts, half of each random, so that agents cut off together do not return together. */
export class Backoff {
  private attempts = 0;

  constructor(
    private readonly firstMs: number,
    private readonly maxMs: number,
  ) {}

  /** The pause before the next attempt, in milliseconds. */
  next(): number {
    const full = Math.min(this.maxMs, this.firstMs * 2 ** this.attempts);
    this.attempts = Math.min(this.attempts + 1, 30);
    return full / 2 + (Math.random() * full) / 2;
  }

  reset(): void {
    this.attempts = 0;
  }
}
