import { type Page } from 'playwright-core';
import { until } from './until.js';

const DEADLINE_MS = 45_000;

/** Chromium ends what it loads when the host's network changes, scripts too: then the page is asked for again. */
export async function openPage(page: Page, address: string): Promise<void> {
  await until(`${address} is open`, DEADLINE_MS, async () => {
    await page.goto(address);
    await page
      .locator('h1')
      .first()
      .waitFor({ state: 'attached', timeout: DEADLINE_MS / 3 });
    return true;
  });
}
