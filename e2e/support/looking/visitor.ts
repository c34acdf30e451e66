import { type Page } from 'playwright-core';
import { startChromium } from '../chromium.js';
import { openPage } from '../open-page.js';
import { PASSWORD, USERNAME } from '../platform.js';
import { until } from '../until.js';
import { Answers } from './answers.js';
import { STILLNESS } from './stillness.js';

/** Chromium ends what it loads when the host's network changes, which containers that come and go do all the time. */
const NETWORK_CHANGED = 'net::ERR_NETWORK_CHANGED';

/** Nothing is read there: whatever comes next begins anew. */
const NOWHERE = { path: '/no/such/page', title: 'Not found · SDP' };

/** Somebody who goes through the admin with open eyes: what the console says is kept. */
export class Visitor {
  /** Everything but silence: errors, warnings, exceptions nobody caught, requests to another host. */
  complaints: readonly string[] = [];

  private constructor(
    readonly page: Page,
    private readonly baseUrl: string,
    readonly close: () => Promise<void>,
  ) {
    page.setDefaultTimeout(40_000);
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
    await this.load('/sign-in');
    await this.page.getByTestId('username').fill(USERNAME);
    await this.page.getByTestId('password').fill(PASSWORD);
    await this.page.getByTestId('sign-in').click();
    await this.page.getByTestId('user-menu').waitFor();
  }

  /** Loads a page as its address alone does, and waits until it has what it shows. */
  async load(path: string): Promise<void> {
    await openPage(this.page, this.baseUrl + path);
    await this.settled();
  }

  /** Goes on to a page as a link does, which is a good deal quicker. */
  async goTo(path: string): Promise<void> {
    await this.turnTo(path);
    await this.settled();
  }

  /** Goes on in a window that keeps nothing from before, neither what was read nor what was typed. */
  async startOver(path: string): Promise<void> {
    await this.page.evaluate('sessionStorage.clear()');
    await this.load(NOWHERE.path);
    await this.goTo(path);
  }

  /** Goes on to a page that gets no answers at first, and errors then; in the end it is tried again, and succeeds. */
  async goThroughTroubles(
    path: string,
    check: Record<'whileReading' | 'whenBroken', () => Promise<void>>,
  ): Promise<void> {
    const answers = await Answers.hold(this.page);
    try {
      await this.turnTo(path);
      await this.page.locator('sdp-skeleton').first().waitFor();
      await check.whileReading();
      await answers.fail();
      await this.page.locator('sdp-error-card').first().waitFor();
      await this.settled();
      await check.whenBroken();
    } finally {
      await answers.release();
      this.forgive(/status of 500/);
    }
    await this.tryAgain();
  }

  /** Until nothing is being read, and nothing moves any more. */
  async settled(): Promise<void> {
    await this.page.locator('h1').first().waitFor({ state: 'attached' });
    await until('all is read', 20_000, async () => (await this.page.locator('sdp-skeleton').count()) === 0);
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

  async resize(width: number, height: number): Promise<void> {
    await this.page.setViewportSize({ width, height });
    await this.stillness();
  }

  /** Leaves out what a test brought about itself. */
  forgive(what: RegExp): void {
    this.complaints = this.complaints.filter((complaint) => !what.test(complaint));
  }

  /** By way of nowhere, so that a page has nothing left from the one before. */
  private async turnTo(path: string): Promise<void> {
    await this.navigate(NOWHERE.path);
    await until('nothing is shown', 20_000, async () => (await this.page.title()) === NOWHERE.title);
    if (path === NOWHERE.path) return;
    await this.navigate(path);
    await until(`${path} is shown`, 20_000, async () => (await this.page.title()) !== NOWHERE.title);
  }

  /** The router hears of it as of a step through the browser's history. */
  private async navigate(path: string): Promise<void> {
    const to = JSON.stringify(path);
    await this.page.evaluate(
      `history.pushState(null, '', ${to}); dispatchEvent(new PopStateEvent('popstate'))`,
    );
  }

  private async tryAgain(): Promise<void> {
    const retry = this.page.locator('sdp-error-card').getByRole('button', { name: 'Try again' });
    for (let [button] = await retry.elementHandles(); button; [button] = await retry.elementHandles()) {
      const pressed = button;
      // A live update may have read it again meanwhile, and taken the button away.
      await pressed.click({ timeout: 2_000 }).catch(() => undefined);
      await until('trying again helps', 20_000, async () => !(await pressed.isVisible()));
    }
    await this.settled();
  }

  private async stillness(): Promise<void> {
    await this.page.evaluate(STILLNESS);
  }

  private note(complaint: string): void {
    if (!complaint.includes(NETWORK_CHANGED))
      this.complaints = [...this.complaints, `${this.page.url()} ${complaint}`];
  }
}
