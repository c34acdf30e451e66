import { furnish } from './support/furnishing/furnish.js';
import { pageRoutes } from './support/furnishing/page-routes.js';
import { startPlatformToLookAt } from './support/furnishing/platform-to-look-at.js';
import { type Visit, visits } from './support/furnishing/visits.js';
import { Findings } from './support/looking/findings.js';
import { bothWays, type Claim, CLAIMS, Inspection } from './support/looking/inspection.js';
import { walkByKeyboard } from './support/looking/keyboard-walk.js';
import { contentSize } from './support/looking/layout.js';
import { SCENES } from './support/looking/scenes.js';
import { Visitor } from './support/looking/visitor.js';
import { until } from './support/until.js';

const EMPTY_AT_FIRST = ['overview', 'sandboxes', 'deployments', 'templates', 'environments', 'routes'];

/** Every page of the admin in a real browser, as people see it who do not see, point or bear as most do. */
describe('the admin, for everybody', () => {
  let host: Awaited<ReturnType<typeof startPlatformToLookAt>>;
  let visitor: Visitor;
  let second: Visitor;
  let all: Visit[] = [];
  const findings = new Findings<Claim>();

  beforeAll(async () => {
    host = await startPlatformToLookAt();
    const arrive = () => Visitor.arrive(host.platform.api.baseUrl, { reducedMotion: true });
    [visitor, second] = await Promise.all([arrive(), arrive()]);
  });

  afterAll(async () => {
    await Promise.all([visitor?.close(), second?.close()]);
    await host?.stop();
  });

  it('lets people in, and says what is wrong with a password', async () => {
    await visitor.load('/sign-in');
    expect(await bothWays(visitor)).toEqual([]);
    expect(await walkByKeyboard(visitor.page, 'body')).toEqual([]);
    await visitor.page.getByTestId('username').fill('dev');
    await visitor.page.getByTestId('password').fill('wrong');
    await visitor.page.getByTestId('sign-in').click();
    await visitor.page.getByTestId('error-message').waitFor();
    expect(await bothWays(visitor)).toEqual([]);
    visitor.forgive(/status of 4/);
    await Promise.all([visitor.signIn(), second.signIn()]);
  });

  it('says what to do where there is nothing yet', async () => {
    for (const path of EMPTY_AT_FIRST) {
      await visitor.goTo(`/${path}`);
      await visitor.page.locator('sdp-empty-state').first().waitFor();
      findings.add('rules', `${path}, empty`, await bothWays(visitor));
    }
  });

  it('has a visit to each of its pages, and pages for each of its scenes', async () => {
    all = visits(await furnish(host.platform, host.baselineUrl));
    const known = new Set(all.map(({ route }) => route));
    expect([...pageRoutes().filter((route) => route !== 'sign-in')].sort()).toEqual([...known].sort());
    const names = all.map(({ name }) => name);
    expect(SCENES.filter(({ on }) => !names.includes(on))).toEqual([]);
  });

  it('can be looked at from all sides', async () => {
    const left = [...all];
    const inspectSome = async (by: Visitor) => {
      const inspection = new Inspection(by, findings);
      for (let visit = left.shift(); visit; visit = left.shift()) await inspection.inspect(visit);
    };
    await Promise.all([visitor, second].map(inspectSome));
  }, 600_000);

  it.each(Object.entries(CLAIMS) as [Claim, string][])('%s: each page %s', (claim) => {
    expect(findings.against(claim)).toEqual({});
  });

  it('takes the keyboard along to another page, and past the navigation', async () => {
    const { page } = visitor;
    await visitor.load('/overview');
    expect(await walkByKeyboard(page, 'body')).toEqual([]);
    await visitor.load('/overview');
    const focused = () => page.evaluate<string>('document.activeElement?.textContent?.trim() ?? ""');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement?.localName')).toBe('main');
    await page.getByRole('link', { name: 'Templates', exact: true }).focus();
    await page.keyboard.press('Enter');
    await until('the heading has the focus', 10_000, async () => (await focused()) === 'Templates');
  });

  it('uses a large screen with measure', async () => {
    await visitor.resize(3840, 2160);
    await visitor.goTo('/overview');
    const { width, offCentre } = await contentSize(visitor.page);
    expect(width).toBeGreaterThanOrEqual(1_280);
    expect(width).toBeLessThanOrEqual(2_000);
    expect(offCentre).toBeLessThan(2);
    await visitor.resize(1280, 900);
  });

  it('has said nothing in the console, and asked no other host', () => {
    expect([...visitor.complaints, ...second.complaints]).toEqual([]);
  });

  it('says so when the connection is lost', async () => {
    await visitor.goTo('/overview');
    await host.platform.controlPlane.stop();
    await visitor.page.getByTestId('connection-lost').waitFor();
    expect(await bothWays(visitor)).toEqual([]);
  });
});
