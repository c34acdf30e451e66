import { type BrowserContext, type Page } from 'playwright-core';
import { openPage } from '../open-page.js';
import { until } from '../until.js';
import { type LivingPage } from './living-pages.js';

const AT_ONCE = 3;
const DEADLINE_MS = 45_000;

/** A page of the admin that stays open all the time. */
export interface Tab extends LivingPage {
  page: Page;
}

/** Opens each page in a tab of its own, and waits until it has what it shows. */
export async function openTabs(
  pages: readonly LivingPage[],
  contextOf: (page: LivingPage) => BrowserContext,
  addressOf: (page: LivingPage) => string,
): Promise<Tab[]> {
  const tabs: Tab[] = [];
  const waiting = [...pages];
  const openNext = async (): Promise<void> => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const page = await contextOf(next).newPage();
      await open(page, addressOf(next));
      tabs.push({ ...next, page });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, openNext));
  return tabs;
}

async function open(page: Page, address: string): Promise<void> {
  await openPage(page, address);
  await until(`${address} has all it shows`, DEADLINE_MS, async () => {
    return (await page.locator('sdp-skeleton').count()) === 0;
  });
  await page.evaluate('window.sdpNeverReloaded = true');
}

/** Every tab for which `check` fails, by its route; all of them have until the same moment. */
export async function failingTabs(
  tabs: readonly Tab[],
  deadlineMs: number,
  check: (tab: Tab, leftMs: number) => Promise<unknown>,
): Promise<Record<string, string>> {
  if (tabs.length === 0) throw new Error('No page is open that could be looked at.');
  const end = performance.now() + deadlineMs;
  const found: Record<string, string> = {};
  for (const tab of tabs)
    await check(tab, Math.max(250, end - performance.now())).catch((error: unknown) => {
      found[tab.route] = String(error).slice(0, 300);
    });
  return found;
}

/** As a laptop that is closed: no script of the page runs. */
export async function freeze(tabs: readonly Tab[]): Promise<void> {
  await setLife(tabs, 'frozen');
}

export async function wake(tabs: readonly Tab[]): Promise<void> {
  await setLife(tabs, 'active');
}

async function setLife(tabs: readonly Tab[], state: 'frozen' | 'active'): Promise<void> {
  for (const { page } of tabs) {
    const session = await page.context().newCDPSession(page);
    await session.send('Page.setWebLifecycleState', { state });
    await session.detach();
  }
}
