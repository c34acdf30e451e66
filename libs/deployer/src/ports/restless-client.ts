import { Agent, get } from 'node:http';

/** For tests: asks again as soon as it is answered, on one kept connection for as long as that is kept. */
export class RestlessClient {
  readonly answers = new Set<string>();
  readonly failures: string[] = [];
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });
  private isStopped = false;
  private readonly work: Promise<void>;

  constructor(private readonly port: number) {
    this.work = this.askAgainAndAgain();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.work;
    this.agent.destroy();
  }

  private async askAgainAndAgain(): Promise<void> {
    while (!this.isStopped) {
      await this.ask().then(
        (answer) => this.answers.add(answer),
        (error: Error) => this.failures.push(error.message),
      );
    }
  }

  private ask(): Promise<string> {
    return new Promise((resolve, reject) => {
      const request = get({ host: '127.0.0.1', port: this.port, agent: this.agent }, (response) => {
        let body = '';
        response.on('data', (chunk: Buffer) => (body += chunk.toString()));
        response.once('error', reject);
        response.once('end', () => resolve(body));
      });
      request.once('error', reject);
    });
  }
}
