import { type LogOutlineView } from '@sdp/protocol';
import { type Page } from 'playwright-core';
import { startChromium } from './support/chromium.js';
import { floodNumbers } from './support/go-gate.js';
import { openPage } from './support/open-page.js';
import { PASSWORD, Platform, USERNAME } from './support/platform.js';
import { until } from './support/until.js';
import { Witness } from './support/witness.js';

const FLOOD = 6_000;

/** A long log in a real browser: found, folded, linked, copied, followed, and whole after the connection was lost. */
describe('the log view', () => {
  let platform: Platform;
  let browser: Awaited<ReturnType<typeof startChromium>>;
  let page: Page;
  let witness: Witness;
  let sandboxId: string;
  let flooded: string;

  const at = (id: string) => page.getByTestId(id);
  const line = (number: number) => page.locator(`sdp-log-row[data-line="${number}"]:not(.loading)`);
  const visit = (path: string) => openPage(page, `${platform.api.baseUrl}${path}`);
  const outline = (id: string) => platform.api.get<LogOutlineView>(`/deployments/${id}/log/outline`);
  /** The number of the line that has this number of the flood. */
  const lineOfFlood = async (number: number) => {
    const text = encodeURIComponent(`flood ${number} `);
    const { lines } = await platform.api.get<{ lines: number[] }>(
      `/deployments/${flooded}/log/search?text=${text}`,
    );
    return lines[0]!;
  };

  beforeAll(async () => {
    platform = await Platform.start({
      repositories: ['orders'],
      // Nobody is given up for being away while the control plane starts anew on a busy machine.
      controlPlane: { SDP_LEASE_MS: '60000' },
    });
    ({ id: sandboxId } = await platform.api.createSandbox({ name: 'long-logs' }));
    await platform.api.addService(sandboxId, { repository: 'orders', branch: 'main', healthPath: '/health' });
    await platform.goGate.flood(FLOOD);
    flooded = (await platform.api.deployWell(sandboxId, 'orders')).deployment.id;
    await platform.goGate.calm();

    browser = await startChromium();
    await browser.context.grantPermissions(['clipboard-read', 'clipboard-write']);
    page = await browser.context.newPage();
    page.setDefaultTimeout(40_000);
    witness = new Witness(page);
    await visit('/');
    await at('username').fill(USERNAME);
    await at('password').fill(PASSWORD);
    await at('sign-in').click();
    await witness.of(at('new-sandbox').first().waitFor());
  });

  afterAll(async () => {
    await browser?.close();
    await platform?.stop();
  });

  it('opens at a shared line, and has no more of the log than is in view', async () => {
    const number = await lineOfFlood(3_000);
    await visit(`/deployments/${flooded}#L${number}`);
    const linked = page.locator('sdp-log-row.marked');
    await witness.of(linked.filter({ hasText: 'flood 3000 ' }).waitFor());
    expect(await page.locator('sdp-log-row').count()).toBeLessThan(200);
    await until('it is in view', 10_000, async () => {
      const [row, view] = [await linked.boundingBox(), await at('log-view').boundingBox()];
      return row && view && row.y >= view.y && row.y + row.height <= view.y + view.height;
    });
  });

  it('finds text anywhere in the log, goes from match to match, and shows only these', async () => {
    await at('log-view').focus();
    await page.keyboard.press('Control+f');
    await page.keyboard.type('flood 59');
    // The search begins at what is in view: 59 and 590 to 599 lie before it.
    await witness.of(
      at('log-matches')
        .filter({ hasText: /12 of 111/ })
        .waitFor(),
    );
    const current = page.locator('sdp-log-row.current');
    await witness.of(current.filter({ hasText: 'flood 5900 ' }).waitFor());
    await page.keyboard.press('Enter');
    await witness.of(current.filter({ hasText: 'flood 5901 ' }).waitFor());
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.press('Shift+Enter');
    await witness.of(current.filter({ hasText: 'flood 599 ' }).waitFor());
    await witness.of(current.locator('mark').filter({ hasText: 'flood 59' }).waitFor());
    await at('only-matches').click();
    await until('only matches are left', 10_000, async () => {
      const texts = await page.locator('sdp-log-row .text').allInnerTexts();
      return texts.length > 20 && texts.every((text) => text.includes('flood 59'));
    });
    await at('log-search').press('Escape');
    await witness.of(at('log-matches').waitFor({ state: 'detached' }));
  });

  it('folds a step, and opens it again for a line that is wanted', async () => {
    await at('fold-all').click();
    await witness.of(page.locator('sdp-log-row').first().waitFor({ state: 'detached' }));
    expect(await at('fold-build').getAttribute('aria-expanded')).toBe('false');
    const number = await lineOfFlood(4_000);
    await at('go-to-line').fill(String(number));
    await page.keyboard.press('Enter');
    await witness.of(line(number).filter({ hasText: 'flood 4000 ' }).waitFor());
    expect(new URL(page.url()).hash).toBe(`#L${number}`);
  });

  it('gives lines addresses, and copies them as clean text', async () => {
    const number = await lineOfFlood(4_000);
    await line(number + 1)
      .locator('.number')
      .click();
    await line(number + 3)
      .locator('.number')
      .click({ modifiers: ['Shift'] });
    await until(
      'the address names them',
      10_000,
      async () => new URL(page.url()).hash === `#L${number + 1}-L${number + 3}`,
    );
    await at('copy-log').click();
    await witness.of(at('log-status').filter({ hasText: 'Copied 3 lines' }).waitFor());
    const copied = await page.evaluate<string>('navigator.clipboard.readText()');
    expect(copied.split('\n').map((text) => /^flood (\d+) \.+$/.exec(text)?.[1])).toEqual([
      '4001',
      '4002',
      '4003',
      undefined,
    ]);
  });

  it('wraps long lines, keeps the place, and shows times', async () => {
    const number = await lineOfFlood(4_000);
    await page.setViewportSize({ width: 360, height: 800 });
    await page.getByRole('button', { name: 'Wrap' }).click();
    await until('the line takes several rows', 10_000, async () => (await line(number + 1).count()) > 1);
    await page.getByRole('button', { name: 'Timestamps' }).click();
    await witness.of(
      page
        .locator('sdp-log-row .time')
        .filter({ hasText: /^\d\d:\d\d:\d\d\.\d{3}$/ })
        .first()
        .waitFor(),
    );
    const isTooWide = 'document.documentElement.scrollWidth > document.documentElement.clientWidth';
    expect(await page.evaluate(isTooWide)).toBe(false);
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it('follows a log that grows, and has all of it after the control plane was away', async () => {
    await platform.goGate.drip(100, 12);
    const { id } = await platform.api.requestDeployment(sandboxId, 'orders');
    await visit(`/deployments/${id}`);
    const drips = page.locator('sdp-log-row').filter({ hasText: /drip \d+/ });
    await witness.of(drips.first().waitFor({ timeout: 60_000 }));
    const seen = (await outline(id)).lineCount;
    await until(
      'it follows',
      20_000,
      async () => (await line((await outline(id)).lineCount - 5).count()) > 0,
    );

    await platform.controlPlane.stop('SIGKILL');
    platform.controlPlane.start();
    await platform.untilHealthy();
    await platform.api.waitForEnd(id);
    await platform.goGate.calm();
    await witness.of(
      at('deployment-state')
        .filter({ hasText: /succeeded/i })
        .waitFor({ timeout: 60_000 }),
    );
    const { lineCount } = await outline(id);
    expect(lineCount).toBeGreaterThan(seen);
    await witness.of(line(lineCount).waitFor());
    const numbers = await page
      .locator('sdp-log-row:not(.loading)')
      .evaluateAll((rows) => rows.map((row) => Number(row.getAttribute('data-line'))));
    expect(numbers).toEqual(numbers.map((_, index) => numbers[0]! + index));
    const log = await (await platform.api.fetch('GET', `/deployments/${id}/log/download`)).text();
    expect(log.split('\n').length - 1).toBe(lineCount);
    expect(floodNumbers(log)).toEqual([]);
  });
});
