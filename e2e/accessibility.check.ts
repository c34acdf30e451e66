import { furnish } from './support/furnishing/furnish.js';
import { pageRoutes } from './support/furnishing/page-routes.js';
import { startPlatformToLookAt } from './support/furnishing/platform-to-look-at.js';
import { type Visit, visits } from './support/furnishing/visits.js';
import { axeViolations, colourViolations } from './support/looking/axe.js';
import { focusPlace, walkByKeyboard } from './support/looking/keyboard-walk.js';
import { contentSize, cutOff, moving, TEXT_SPACING, widerThanWindow } from './support/looking/layout.js';
import { SCENES } from './support/looking/scenes.js';
import { Visitor } from './support/looking/visitor.js';
import { until } from './support/until.js';

/** Pages that read nothing before they show themselves. */
const READ_NOTHING = ['new-template', 'new-sandbox', 'add-service', 'session', 'not-found'];
const WINDOW = { width: 1280, height: 900 };

/**
 * Every page of the admin in a real browser, as people see it who do not see, point or bear as most do. Not part of
 * `npm test` yet: it has not been seen to end within eight minutes on two cores. CONTRIBUTING.md says how to run it.
 */
describe('the admin, for everybody', () => {
  let host: Awaited<ReturnType<typeof startPlatformToLookAt>>;
  let visitor: Visitor;
  let all: Visit[] = [];

  /** Runs a check on every page, and answers what it found by page. */
  async function onEveryPage(check: (visit: Visit) => Promise<string[]>): Promise<Record<string, string[]>> {
    const found: Record<string, string[]> = {};
    for (const visit of all) {
      await visitor.goTo(visit.path);
      const problems = await check(visit);
      if (problems.length > 0) found[visit.name] = problems;
    }
    return found;
  }

  /** Light as a whole; dark by the rules that look at colours, since nothing else differs. */
  async function bothWays(): Promise<string[]> {
    const light = await axeViolations(visitor.page);
    await visitor.look({ colorScheme: 'dark' });
    const dark = await colourViolations(visitor.page);
    await visitor.look({ colorScheme: 'light' });
    return [...light, ...dark.map((text) => `dark: ${text}`)];
  }

  /** A small telephone, and a window at twice the size: no sideways scrolling (WCAG 1.4.10). */
  async function whenNarrow(): Promise<string[]> {
    const found: string[] = [];
    for (const width of [320, 360, 640]) {
      await visitor.page.setViewportSize({ width, height: 720 });
      found.push(...(await widerThanWindow(visitor.page)).map((text) => `wider than ${width} px: ${text}`));
    }
    await visitor.page.setViewportSize(WINDOW);
    return found;
  }

  async function whenSpacedOut(): Promise<string[]> {
    await visitor.page.addStyleTag({ content: TEXT_SPACING });
    const found = [...(await widerThanWindow(visitor.page)), ...(await cutOff(visitor.page))];
    return found.map((text) => `spaced out: ${text}`);
  }

  async function whenMotionIsReduced(): Promise<string[]> {
    await visitor.look({ reducedMotion: 'reduce' });
    const found = await moving(visitor.page);
    await visitor.look({ reducedMotion: 'no-preference' });
    return found.map((text) => `moves: ${text}`);
  }

  beforeAll(async () => {
    host = await startPlatformToLookAt();
    visitor = await Visitor.arrive(host.platform.api.baseUrl);
  }, 120_000);

  afterAll(async () => {
    await visitor?.close();
    await host?.stop();
  }, 60_000);

  it('lets people in, and says what is wrong with a password', async () => {
    await visitor.goTo('/sign-in');
    expect(await bothWays()).toEqual([]);
    expect(await walkByKeyboard(visitor.page)).toEqual([]);
    await visitor.page.getByTestId('username').fill('dev');
    await visitor.page.getByTestId('password').fill('wrong');
    await visitor.page.getByTestId('sign-in').click();
    await visitor.page.getByTestId('error-message').waitFor();
    expect(await bothWays()).toEqual([]);
    visitor.forgive(/status of 4/);
    await visitor.signIn();
  }, 60_000);

  it('says what to do where there is nothing yet', async () => {
    const found: Record<string, string[]> = {};
    for (const path of ['overview', 'sandboxes', 'deployments', 'templates', 'environments', 'routes']) {
      await visitor.goTo(`/${path}`);
      await visitor.page.locator('sdp-empty-state').first().waitFor();
      const problems = await bothWays();
      if (problems.length > 0) found[path] = problems;
    }
    expect(found).toEqual({});
  }, 60_000);

  it('has a visit to each of its pages', async () => {
    all = visits(await furnish(host.platform, host.baselineUrl));
    const known = new Set(all.map(({ route }) => route));
    expect([...pageRoutes().filter((route) => route !== 'sign-in')].sort()).toEqual([...known].sort());
  }, 180_000);

  it('is for everybody on each of its pages', async () => {
    const found = await onEveryPage(async ({ title }) => [
      ...(await visitor.titleProblems(title)),
      ...(await bothWays()),
      ...(await walkByKeyboard(visitor.page)),
      ...(await whenNarrow()),
      ...(await whenSpacedOut()),
      ...(await whenMotionIsReduced()),
    ]);
    expect(found).toEqual({});
  }, 300_000);

  it('keeps to the rules in all that opens, takes the keyboard there, and gives it back', async () => {
    const found: Record<string, string[]> = {};
    for (const { name, on, open, shows } of SCENES) {
      await visitor.goTo(all.find((visit) => visit.name === on)?.path ?? '');
      const before = await focusPlace(visitor.page);
      await open(visitor.page);
      await shows(visitor.page).waitFor();
      await visitor.settled();
      const problems = await bothWays();
      const isOver = (await visitor.page.locator('.cdk-overlay-backdrop').count()) > 0;
      if (isOver && (await focusPlace(visitor.page)) !== 'overlay')
        problems.push('the keyboard stays behind');
      if (isOver) {
        await visitor.page.keyboard.press('Escape');
        await shows(visitor.page).waitFor({ state: 'detached' });
        const after = await focusPlace(visitor.page);
        if (after === 'lost' && before !== 'lost') problems.push('the keyboard is lost at its end');
      }
      if (problems.length > 0) found[name] = problems;
    }
    expect(found).toEqual({});
  }, 240_000);

  it('takes the keyboard along to another page, and past the navigation', async () => {
    const { page } = visitor;
    await visitor.goTo('/overview');
    const focused = () => page.evaluate<string>('document.activeElement?.textContent?.trim() ?? ""');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('Skip to the content');
    await page.keyboard.press('Enter');
    expect(await page.evaluate('document.activeElement?.localName')).toBe('main');
    await page.getByRole('link', { name: 'Templates', exact: true }).focus();
    await page.keyboard.press('Enter');
    await until('the heading has the focus', 10_000, async () => (await focused()) === 'Templates');
  }, 60_000);

  it('uses a large screen with measure', async () => {
    await visitor.page.setViewportSize({ width: 3840, height: 2160 });
    await visitor.goTo('/overview');
    const { width, offCentre } = await contentSize(visitor.page);
    expect(width).toBeGreaterThanOrEqual(1_280);
    expect(width).toBeLessThanOrEqual(2_000);
    expect(offCentre).toBeLessThan(2);
    await visitor.page.setViewportSize(WINDOW);
  }, 30_000);

  it('has said nothing in the console, and asked no other host', () => {
    expect(visitor.complaints).toEqual([]);
  });

  it('shows that it is reading, and says what to do when that fails, on every page', async () => {
    const found: Record<string, string[]> = {};
    for (const { name, path } of all.filter((visit) => !READ_NOTHING.includes(visit.name))) {
      const problems = [
        ...(await visitor.whileReading(path, bothWays)),
        ...(await visitor.whenBroken(path, bothWays)),
      ];
      if (problems.length > 0) found[name] = problems;
    }
    expect(found).toEqual({});
  }, 240_000);

  it('says so when the connection is lost', async () => {
    await visitor.goTo('/overview');
    await host.platform.controlPlane.stop();
    await visitor.page.getByTestId('connection-lost').waitFor();
    expect(await bothWays()).toEqual([]);
  }, 60_000);
});
