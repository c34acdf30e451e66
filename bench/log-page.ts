import { type BrowserContext, type CDPSession, type Page } from 'playwright-core';
import { openPage } from '../e2e/support/open-page.js';

export interface Opened {
  /** From the last byte of the first lines to the frame that shows them, in milliseconds. */
  sinceData: number;
  sinceStart: number;
}

export interface Scrolled {
  framesPerSecond: number;
  longestTaskMs: number;
}

const SCROLLED_MS = 4000;

/** Runs in the page before anything else: notes when the first lines are painted, and what takes long. */
const WITNESS = `
  window.longTasks = [];
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => window.longTasks.push(entry)))
    .observe({ type: 'longtask', buffered: true });
  new MutationObserver((_, observer) => {
    const text = document.querySelector('sdp-log-row:not(.loading) .text');
    if (!text?.textContent) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => (window.painted = performance.now())));
  }).observe(document, { childList: true, subtree: true, characterData: true });
`;

/** Counts frames for a while: from when to when, how many, and the longest task meanwhile. */
const COUNT_FRAMES = `new Promise((resolve) => {
  const started = performance.now();
  let frames = 0;
  const next = () => {
    frames += 1;
    const took = performance.now() - started;
    if (took < ${SCROLLED_MS}) return requestAnimationFrame(next);
    const tasks = window.longTasks.filter(({ startTime }) => startTime >= started).map(({ duration }) => duration);
    resolve({ framesPerSecond: frames / (took / 1000), longestTaskMs: Math.max(0, ...tasks) });
  };
  requestAnimationFrame(next);
})`;

/** The log of a deployment in a browser, as the bench looks at it. */
export class LogPage {
  private constructor(
    private readonly page: Page,
    private readonly devtools: CDPSession,
    private readonly baseUrl: string,
  ) {}

  static async open(
    context: BrowserContext,
    baseUrl: string,
    username: string,
    password: string,
  ): Promise<LogPage> {
    const page = await context.newPage();
    await page.addInitScript(WITNESS);
    await openPage(page, baseUrl);
    await page.getByTestId('username').fill(username);
    await page.getByTestId('password').fill(password);
    await page.getByTestId('sign-in').click();
    await page.getByTestId('new-sandbox').first().waitFor();
    return new LogPage(page, await context.newCDPSession(page), baseUrl);
  }

  async visit(deploymentId: string, line?: number): Promise<Opened> {
    await this.page.goto('about:blank');
    await this.page.goto(`${this.baseUrl}/deployments/${deploymentId}${line ? `#L${line}` : ''}`);
    const shown = line
      ? `sdp-log-row[data-line="${line}"].marked:not(.loading)`
      : 'sdp-log-row:not(.loading)';
    await this.page.locator(shown).first().waitFor();
    return this.page.evaluate<Opened>(`new Promise((resolve) => {
      const look = () => {
        if (!window.painted) return setTimeout(look, 5);
        const data = performance.getEntriesByType('resource').find(({ name }) => name.includes('/log/lines'));
        resolve({ sinceData: window.painted - data.responseEnd, sinceStart: window.painted });
      };
      look();
    })`);
  }

  /** By the wheel, as fast as a hand turns it. */
  async wheel(): Promise<Scrolled> {
    await this.page.getByTestId('log-view').hover();
    const counted = this.page.evaluate<Scrolled>(COUNT_FRAMES);
    for (const until = Date.now() + SCROLLED_MS; Date.now() < until;) await this.page.mouse.wheel(0, -240);
    return counted;
  }

  /** As somebody who drags the scroll bar: ten places a second, all over the log. */
  async jump(): Promise<Scrolled> {
    const counted = this.page.evaluate<Scrolled>(COUNT_FRAMES);
    await this.page.evaluate(`new Promise((resolve) => {
      const view = document.querySelector('[data-testid=log-view]');
      let place = 0;
      const timer = setInterval(() => {
        place = (place + 0.137) % 1;
        view.scrollTop = place * (view.scrollHeight - view.clientHeight);
      }, 100);
      setTimeout(() => (clearInterval(timer), resolve()), ${SCROLLED_MS});
    })`);
    return counted;
  }

  /** Types a text, and waits until its only line is shown. */
  async find(text: string): Promise<number> {
    await this.page.getByTestId('log-search').fill('');
    const started = performance.now();
    await this.page.getByTestId('log-search').fill(text);
    await this.page.locator('sdp-log-row.current mark').first().waitFor();
    return performance.now() - started;
  }

  async heapBytes(): Promise<number> {
    await this.devtools.send('HeapProfiler.enable');
    await this.devtools.send('HeapProfiler.collectGarbage');
    await this.devtools.send('Performance.enable');
    const { metrics } = await this.devtools.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN;
  }
}
