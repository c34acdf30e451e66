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
    while (!this.isStopped) {
      this.requests += 1;
      try {
        const response = await fetch(this.url, {
          headers: { ...this.headers, ...(keepsAlive ? {} : { connection: 'close' }) },
        });
        await response.text();
        if (response.status !== 200) this.failures.push(`status ${response.status}`);
      } catch (error) {
        this.failures.push(String((error as Error).cause ?? error));
      }
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}
