/** A little less than for how long the port switch leaves a kept connection alone that nobody uses. */
const KEPT_MS = 200;

/** Asks again and again, on a fresh connection or on kept ones, until stopped; counts what did not answer 200. */
export class Hammer {
  readonly failures: string[] = [];
  requests = 0;
  private isStopped = false;
  private readonly loops: Promise<void>[];

  constructor(
    private readonly url: string,
    clients = 4,
    private readonly headers: Record<string, string> = {},
  ) {
    this.loops = Array.from({ length: clients }, (_, client) => this.loop(client % 2 === 0));
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await Promise.all(this.loops);
  }

  private async loop(keepsAlive: boolean): Promise<void> {
    let answeredAt = performance.now();
    while (!this.isStopped) {
      this.requests += 1;
      const idleMs = performance.now() - answeredAt;
      try {
        const response = await fetch(this.url, {
          headers: { ...this.headers, ...(keepsAlive ? {} : { connection: 'close' }) },
        });
        await response.text();
        if (response.status !== 200) this.failures.push(`status ${response.status}`);
      } catch (error) {
        // A client that the machine left waiting for so long may meet its connection just as that is ended for being
        // idle; it asks again, as browsers do. What fails then, or without such a wait, counts.
        if (!keepsAlive || idleMs < KEPT_MS) this.failures.push(String((error as Error).cause ?? error));
      }
      answeredAt = performance.now();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}
