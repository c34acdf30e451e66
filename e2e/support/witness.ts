import { type Page } from 'playwright-core';

const LAST_EVENTS = 40;

/** Remembers what a page asked for and said, so that a test which waits in vain can tell why. */
export class Witness {
  private readonly events: string[] = [];

  constructor(private readonly page: Page) {
    page.on('response', (response) =>
      this.note(`${response.status()} ${response.request().method()} ${response.url()}`),
    );
    page.on('requestfailed', (request) =>
      this.note(`failed ${request.url()} ${request.failure()?.errorText}`),
    );
    page.on('websocket', (socket) => {
      this.note(`socket opened ${socket.url()}`);
      socket.on('framesent', ({ payload }) => this.note(`> ${String(payload).slice(0, 120)}`));
      socket.on('framereceived', ({ payload }) => this.note(`< ${String(payload).slice(0, 120)}`));
      socket.on('close', () => this.note('socket closed'));
    });
    page.on('pageerror', (error) => this.note(`error ${String(error)}`));
    page.on('framenavigated', (frame) => this.note(`now at ${frame.url()}`));
    page.on('console', (message) => this.note(`console ${message.text()}`));
  }

  /** Runs one wait; its failure names what the page shows and what happened last. */
  async of<T>(wait: Promise<T>): Promise<T> {
    try {
      return await wait;
    } catch (error) {
      const shown = await this.page.locator('body').innerText().catch(String);
      const events = this.events.slice(-LAST_EVENTS).join('\n  ');
      throw new Error(
        `${String(error)}\n\n${this.page.url()} shows:\n${shown}\n\nand last came:\n  ${events}`,
        { cause: error },
      );
    }
  }

  private note(event: string): void {
    if (/^[<>] [23]$/.test(event)) return; // Engine.IO's ping and pong
    this.events.push(event);
  }
}
