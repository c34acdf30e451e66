import { type Page, type Route } from 'playwright-core';
import { startChromium } from '../chromium.js';
import { PASSWORD, USERNAME } from '../platform.js';
import { until } from '../until.js';

/** Chromium ends what it loads when the host's network changes, which containers that come and go do all the time. */
const NETWORK_CHANGED = 'net::ERR_NETWORK_CHANGED';

/** What goes round for ever is no movement to wait for. */
const IS_STILL =
  "document.getAnimations().every(({ playState, effect }) => playState !== 'running' || effect.getComputedTiming().endTime === Infinity)";

/** What is read to know who is there; without it there is no page at all. */
const SESSION = /\/api\/session$/;
const BROKEN = {
  status: 500,
  contentType: 'application/json',
  body: JSON.stringify({
    error: {
      code: 'internal',
      message: 'The disk of the database is full. Ask ops to make room.',
      errorId: 'e-1',
    },
  }),
};

/** Somebody who goes through the admin with open eyes: what the console says is kept. */
export class Visitor {
  /** Everything but silence: errors, warnings, exceptions nobody caught, requests to another host. */
  complaints: readonly string[] = [];

  private constructor(
    readonly page: Page,
    private readonly baseUrl: string,
    readonly close: () => Promise<void>,
  ) {
    page.setDefaultTimeout(20_000);
    page.on('pageerror', (error) => this.note(String(error)));
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) this.note(`${message.type()}: ${message.text()}`);
    });
    page.on('request', (request) => {
      if (!request.url().startsWith(baseUrl) && !/^(data|blob):/.test(request.url()))
        this.note(`asked ${request.url()}`);
    });
  }

  static async arrive(baseUrl: string, look: Parameters<typeof startChromium>[0] = {}): Promise<Visitor> {
    const { context, close } = await startChromium(look);
    return new Visitor(await context.newPage(), baseUrl, close);
  }

  async signIn(): Promise<void> {
    await this.goTo('/sign-in');
    await this.page.getByTestId('username').fill(USERNAME);
    await this.page.getByTestId('password').fill(PASSWORD);
    await this.page.getByTestId('sign-in').click();
    await this.page.getByTestId('user-menu').waitFor();
  }

  /** Opens a page, and waits until it has what it shows. */
  async goTo(path: string): Promise<void> {
    await this.open(path);
    await this.settled();
  }

  /** Until nothing is being read, and nothing moves any more. */
  async settled(): Promise<void> {
    await until('all is read', 20_000, async () => (await this.page.locator('sdp-skeleton').count()) === 0);
    await this.page.locator('h1').first().waitFor({ state: 'attached' });
    await this.stillness();
  }

  /** A title says first what the page shows, and last whose page it is. */
  async titleProblems(beginning: string): Promise<string[]> {
    const isTold = async () => {
      const title = await this.page.title();
      return title.startsWith(beginning) && title.endsWith(' · SDP');
    };
    return until('the title tells', 5_000, isTold).then(
      () => [],
      async () => [`its title is ${await this.page.title()}`],
    );
  }

  /** How the person's system is set up; colours take a moment to follow. */
  async look(media: Parameters<Page['emulateMedia']>[0]): Promise<void> {
    await this.page.emulateMedia(media);
    await this.stillness();
  }

  /** What a page is like while nothing that it asks for has come. */
  async whileReading<T>(path: string, check: () => Promise<T>): Promise<T> {
    const waiting: Route[] = [];
    return this.withAnswers(
      (route) => void waiting.push(route),
      async () => {
        await this.open(path);
        await this.page.locator('sdp-skeleton').first().waitFor();
        const found = await check();
        await Promise.all(waiting.map((route) => route.continue().catch(() => undefined)));
        return found;
      },
    );
  }

  /** What a page is like when everything that it asks for fails. */
  async whenBroken<T>(path: string, check: () => Promise<T>): Promise<T> {
    return this.withAnswers(
      (route) => void route.fulfill(BROKEN),
      async () => {
        await this.open(path);
        await this.page.locator('sdp-error-card').first().waitFor();
        await this.settled();
        return check();
      },
    );
  }

  /** Leaves out what a test brought about itself. */
  forgive(what: RegExp): void {
    this.complaints = this.complaints.filter((complaint) => !what.test(complaint));
  }

  private async withAnswers<T>(answer: (route: Route) => void, during: () => Promise<T>): Promise<T> {
    const asked = (url: URL) => url.pathname.startsWith('/api/') && !SESSION.test(url.pathname);
    await this.page.route(asked, answer);
    try {
      return await during();
    } finally {
      await this.page.unroute(asked);
    }
  }

  private async open(path: string): Promise<void> {
    await until(`${path} is open`, 20_000, async () => (await this.page.goto(this.baseUrl + path)) !== null);
  }

  private async stillness(): Promise<void> {
    await until('nothing moves', 10_000, () => this.page.evaluate<boolean>(IS_STILL));
  }

  private note(complaint: string): void {
    if (!complaint.includes(NETWORK_CHANGED))
      this.complaints = [...this.complaints, `${this.page.url()} ${complaint}`];
  }
}
