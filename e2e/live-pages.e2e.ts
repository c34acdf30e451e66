import { pageRoutes } from './support/furnishing/page-routes.js';
import { startPlatformToLookAt } from './support/furnishing/platform-to-look-at.js';
import { visits } from './support/furnishing/visits.js';
import { startChromium } from './support/chromium.js';
import { type LivingPage, LIVING_PAGES } from './support/living/living-pages.js';
import { openPage } from './support/open-page.js';
import { failingTabs, freeze, openTabs, type Tab, wake } from './support/living/tabs.js';
import { makeWorld, type World } from './support/living/world.js';
import { PASSWORD, USERNAME } from './support/platform.js';
import { TcpProxy } from './support/tcp-proxy.js';
import { until } from './support/until.js';

const TYPED = '1742';
const PATIENCE_MS = 40_000;
/** Forty pages and their browser keep a machine busy: nobody who answers late is to be taken for gone. */
const SLOW = { SDP_HEARTBEAT_MS: '3000', SDP_LEASE_MS: '30000' };

/**
 * Every page of the admin, each open in a tab from the beginning to the end and never loaded again, in front of a wire
 * that is cut and a control plane that restarts, while somebody else changes what the page shows.
 */
describe('every page of the admin', () => {
  const target = { host: '127.0.0.1', port: 0 };
  const wire = new TcpProxy(target);
  let host: Awaited<ReturnType<typeof startPlatformToLookAt>>;
  let browser: Awaited<ReturnType<typeof startChromium>>;
  let stranger: Awaited<ReturnType<typeof startChromium>>;
  let address: string;
  let world: World;
  let tabs: Tab[] = [];

  /** Changes everything once, whatever how many pages show it. */
  async function changeAll(mark: string): Promise<void> {
    for (const change of new Set(LIVING_PAGES.flatMap((page) => page.change ?? [])))
      await change(world, mark);
  }

  const whereMissing = (mark: string) =>
    failingTabs(
      tabs.filter(({ change }) => change),
      PATIENCE_MS,
      ({ page, shows }, timeout) =>
        (shows?.(page, mark, world) ?? page.getByText(mark)).first().waitFor({ state: 'attached', timeout }),
    );

  const whereTypedIsLost = () =>
    failingTabs(
      tabs.filter(({ field }) => field),
      PATIENCE_MS,
      async ({ page, field }) => {
        const value = await field?.(page).inputValue();
        if (value !== TYPED) throw new Error(`The field has ${value}.`);
      },
    );

  /** Those outside have nothing that could be out of date: they are told once they ask for something. */
  const inside = () => tabs.filter(({ route }) => route !== 'sign-in');
  const whereLossIsNotShown = () =>
    failingTabs(inside(), PATIENCE_MS, ({ page }, timeout) =>
      page.getByTestId('connection-lost').waitFor({ timeout }),
    );
  const whereLossIsStillShown = () =>
    failingTabs(inside(), PATIENCE_MS, ({ page }, timeout) =>
      page.getByTestId('connection-lost').waitFor({ state: 'detached', timeout }),
    );

  beforeAll(async () => {
    address = `http://127.0.0.1:${await wire.listen()}`;
    host = await startPlatformToLookAt({ controlPlane: { SDP_PUBLIC_ORIGINS: address, ...SLOW } });
    target.port = host.platform.controlPort;
    [browser, stranger] = await Promise.all([startChromium(), startChromium()]);
    world = await makeWorld(host.platform, host.baselineUrl);
  });

  afterAll(async () => {
    await Promise.all([browser?.close(), stranger?.close()]);
    wire.close();
    await host?.stop();
  });

  it('is known here', () => {
    expect(LIVING_PAGES.map(({ route }) => route).sort()).toEqual([...pageRoutes()].sort());
  });

  it('opens, and takes what is typed', async () => {
    const paths = new Map(visits(world.ids).map(({ route, path }) => [route, path]));
    const page = await browser.context.newPage();
    await openPage(page, `${address}/sign-in`);
    await page.getByTestId('username').fill(USERNAME);
    await page.getByTestId('password').fill(PASSWORD);
    await page.getByTestId('sign-in').click();
    await page.getByTestId('user-menu').waitFor();
    await page.close();
    const isOutside = ({ route }: LivingPage) => route === 'sign-in';
    tabs = await openTabs(
      LIVING_PAGES,
      (each) => (isOutside(each) ? stranger : browser).context,
      (each) => address + (isOutside(each) ? '/sign-in' : paths.get(each.route)),
    );
    for (const tab of tabs) await tab.field?.(tab.page).fill(TYPED);
    expect(await whereTypedIsLost()).toEqual({});
  });

  it('shows what somebody else changes', async () => {
    await changeAll('mark1');
    expect(await whereMissing('mark1')).toEqual({});
  });

  it('is right again after a sleep in which the wire died', async () => {
    await freeze(tabs);
    wire.halfOpen();
    await changeAll('mark2');
    wire.restore();
    await wake(tabs);
    expect(await whereMissing('mark2')).toEqual({});
  });

  it('says so while its wire is cut, and is right again after it', async () => {
    wire.cut();
    expect(await whereLossIsNotShown()).toEqual({});
    await changeAll('mark3');
    wire.restore();
    expect(await whereMissing('mark3')).toEqual({});
    expect(await whereLossIsStillShown()).toEqual({});
  });

  it('outlives a restart of the control plane', async () => {
    await host.platform.controlPlane.stop();
    expect(await whereLossIsNotShown()).toEqual({});
    host.platform.controlPlane.start();
    await until('it is healthy', 60_000, () => host.platform.api.get('/health'));
    await host.platform.untilAgentsConnect(2);
    await changeAll('mark4');
    expect(await whereMissing('mark4')).toEqual({});
    expect(await whereLossIsStillShown()).toEqual({});
  });

  it('was never loaded again, and has all that was typed', async () => {
    const reloaded = await failingTabs(tabs, PATIENCE_MS, async ({ page }) => {
      if ((await page.evaluate('window.sdpNeverReloaded')) !== true) throw new Error('It was loaded again.');
    });
    expect(reloaded).toEqual({});
    expect(await whereTypedIsLost()).toEqual({});
  });
});
