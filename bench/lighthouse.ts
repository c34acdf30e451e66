import { type AddressInfo, createServer } from 'node:net';
import lighthouse, { desktopConfig, type Flags } from 'lighthouse';
import { type Page } from 'playwright-core';
import { startChromium } from '../e2e/support/chromium.js';
import { type Furnished, furnish } from '../e2e/support/furnishing/furnish.js';
import { startPlatformToLookAt } from '../e2e/support/furnishing/platform-to-look-at.js';
import { type ApiClient } from '../e2e/support/api-client.js';
import { heading, row, verdict } from './figures.js';
import { startAdminSite } from './admin-site.js';

/** The least of each category, out of 100. */
const LEAST = { performance: 95, accessibility: 100, 'best-practices': 100 } as const;
type Category = keyof typeof LEAST;
const MOST_JAVASCRIPT_KB = 250;

/** Lighthouse for a desktop, on the production build behind nginx as `deploy/nginx-site.sh` sets it up. */
export async function benchLighthouse(): Promise<void> {
  heading('Lighthouse, desktop, production build behind nginx');
  const [sitePort, debugPort] = [await freePort(), await freePort()];
  const site = `http://127.0.0.1:${sitePort}`;
  const host = await startPlatformToLookAt({ controlPlane: { SDP_PUBLIC_ORIGINS: site } });
  const nginx = await startAdminSite(sitePort, host.platform.api.baseUrl).catch(async (error: unknown) => {
    await host.stop();
    throw error;
  });
  const browser = await startChromium({ width: 1350, height: 940, debugPort, loadsFilesItself: true });
  try {
    const shop = await furnish(host.platform, host.baselineUrl);
    await host.platform.goGate.release();
    const page = await browser.context.newPage();
    await measure('sign-in', `${site}/sign-in`, debugPort, page);
    await signIn(page, site, host.platform.api);
    for (const [name, path] of Object.entries(pagesOf(shop)))
      await measure(name, site + path, debugPort, page);
  } finally {
    await browser.close();
    await nginx.stop();
    await host.stop();
  }
}

const pagesOf = ({ sandboxes, deployments }: Furnished) => ({
  overview: '/overview',
  sandboxes: '/sandboxes',
  sandbox: `/sandboxes/${sandboxes.running}/services`,
  deployment: `/deployments/${deployments.succeeded}`,
});

/** The page that is measured shares its profile with this one. */
async function signIn(page: Page, site: string, { cookie }: ApiClient): Promise<void> {
  const [name = '', value = ''] = cookie.split(/=(.*)/s);
  await page.context().addCookies([{ name, value, url: site, httpOnly: true, sameSite: 'Strict' }]);
}

async function measure(name: string, url: string, port: number, page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Network.clearBrowserCache');
  await session.detach();
  const flags: Flags = {
    port,
    logLevel: 'error',
    output: 'json',
    onlyCategories: Object.keys(LEAST),
    disableStorageReset: true,
  };
  const result = await lighthouse(url, flags, desktopConfig);
  if (!result) throw new Error(`Lighthouse could not measure ${url}`);
  const { categories, audits, finalDisplayedUrl, runWarnings } = result.lhr;
  if (finalDisplayedUrl !== url) throw new Error(`${url} leads to ${finalDisplayedUrl}`);
  for (const warning of runWarnings) row(name, '', warning);

  const scoreOf = (category: Category) => Math.round((categories[category]?.score ?? 0) * 100);
  for (const [category, least] of Object.entries(LEAST) as [Category, number][])
    verdict(`${name}: ${category} ${scoreOf(category)}, at least ${least}`, scoreOf(category) >= least);
  row(name, audits['largest-contentful-paint']?.displayValue ?? '', 'largest contentful paint');
  const kilobytes = javascriptOf(audits['network-requests']?.details) / 1_000;
  verdict(
    `${name}: ${kilobytes.toFixed(0)} kB of compressed JavaScript, at most ${MOST_JAVASCRIPT_KB} kB`,
    kilobytes <= MOST_JAVASCRIPT_KB,
  );
  for (const text of shortcomings(result.lhr)) row(name, '', text);
}

/** Bytes on the wire. */
function javascriptOf(details: unknown): number {
  const { items = [] } = (details ?? {}) as { items?: { resourceType?: string; transferSize?: number }[] };
  return items
    .filter(({ resourceType }) => resourceType === 'Script')
    .reduce((sum, { transferSize = 0 }) => sum + transferSize, 0);
}

/** What keeps a category down. */
function shortcomings({
  categories,
  audits,
}: NonNullable<Awaited<ReturnType<typeof lighthouse>>>['lhr']): string[] {
  return Object.values(categories).flatMap(({ title, auditRefs }) =>
    auditRefs
      .filter(({ id, weight }) => weight > 0 && (audits[id]?.score ?? 1) < 0.9)
      .map(({ id }) => `${title}: ${audits[id]?.title} ${audits[id]?.displayValue ?? ''}`),
  );
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
