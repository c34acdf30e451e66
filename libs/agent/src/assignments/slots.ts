/** As many at once as there are slots; the rest wait in the order of their coming. */
export class Slots {
  private taken = 0;
  private readonly queue: (() => void)[] = [];

  constructor(private readonly capacity: number) {}

  /** Waits for a slot, holds it during `work`. Throws the signal's reason when it aborts while waiting. */
  async use<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    await this.take(signal);
    try {
      return await work();
    } finally {
      this.release();
    }
  }

  private take(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (this.taken < this.capacity) {
      this.taken++;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const enter = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        this.queue.splice(this.queue.indexOf(enter), 1);
        reject(signal.reason);
      };
      signal.addEventListener('abort', leave, { once: true });
      this.queue.push(enter);
    });
  }

  /** The slot passes to the next in line, or becomes free. */
  private release(): void {
    const next = this.queue.shift();
    if (next) next();
    else this.taken--;
  }
}
