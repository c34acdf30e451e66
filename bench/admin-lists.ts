import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Page } from 'playwright-core';
import { type SandboxSummary } from '@sdp/protocol';
import { type ApiClient } from '../e2e/support/api-client.js';
import { startChromium } from '../e2e/support/chromium.js';
import { openPage } from '../e2e/support/open-page.js';
import { PASSWORD, Platform, USERNAME, type Person } from '../e2e/support/platform.js';
import { heading, median, ms, quantile, row, verdict } from './figures.js';
import { multiplySandboxes } from './many-sandboxes.js';
import { typingLatency, watchFrames } from './page-probes.js';

const SANDBOXES = 10_000;
const ROUNDS = 5;
/** As by a wheel, and as by somebody who throws the list away from under them. */
const SPEEDS = { wheel: 3_000, throw: 6_000 };
const SCROLLED_SECONDS = 4;
const OWNERS: readonly Person[] = ['dev', 'ada', 'ops'];
const TEAMS = ['shop', 'search', 'billing', 'mobile', 'data'];

/** The list of sandboxes with ten thousand of them: at the API, and as somebody meets it in a real browser. */
export async function benchAdminLists(): Promise<void> {
  const platform = await Platform.start({
    repositories: ['orders', 'api-gateway'],
    micro: { SDP_PORT_RANGE: '10000-31000' },
    gateway: { SDP_PORT_RANGE: '31001-60000' },
    controlPlane: { SDP_HEARTBEAT_MS: '5000', SDP_LEASE_MS: '60000' },
  });
  const browser = await startChromium({ loadsFilesItself: true });
  try {
    await furnish(platform);
    const curled = await measureApi(platform);
    const page = await browser.context.newPage();
    await signIn(page, platform.api.baseUrl);
    await measureFirstRows(page, curled);
    await measureScrolling(page);
    await measureFilter(page);
    await measureMatrix(page, platform);
  } finally {
    await browser.close();
    await platform.stop();
  }
}

/** A template per team, clones of them by several people, and then many like those. */
async function furnish(platform: Platform): Promise<void> {
  const people: ApiClient[] = [];
  for (const person of OWNERS) people.push(await platform.newClient(person));
  for (const [index, team] of TEAMS.entries()) {
    const { id } = await platform.api.post<{ id: string }>('/templates/import', { yaml: yamlOf(team) });
    await people[index % people.length]!.post(`/templates/${id}/clone`, {
      name: `feature-${index}`,
      description: `Try ${team}`,
    });
  }
  await platform.controlPlane.stop();
  await multiplySandboxes(join(platform.root, 'control-plane'), SANDBOXES);
  platform.controlPlane.start();
  await platform.untilHealthy();
  await platform.untilAgentsConnect(2);
  heading(`${SANDBOXES.toLocaleString('en')} sandboxes of a service and a gateway`);
}

function yamlOf(team: string): string {
  return [
    `name: ${team}-pair`,
    'labels:',
    `  team: ${team}`,
    'services:',
    '  orders:',
    '    repository: orders',
    '    branch: main',
    '  api-gateway:',
    '    repository: api-gateway',
    '    branch: main',
  ].join('\n');
}

async function measureApi(platform: Platform): Promise<number> {
  const curled = await curlSeveral(platform, '/api/sandboxes');
  const { length } = await platform.api.get<SandboxSummary[]>('/sandboxes');
  if (length !== SANDBOXES) throw new Error(`the API lists ${length} sandboxes`);
  return curled;
}

/** Answers the median in milliseconds. */
async function curlSeveral({ api }: Platform, path: string): Promise<number> {
  const times: number[] = [];
  let bytes = 0;
  const curl = promisify(execFile);
  for (let round = 0; round < ROUNDS; round += 1) {
    const format = '%{time_total} %{size_download}';
    const { stdout } = await curl('curl', [
      ...['--silent', '--compressed', '--output', '/dev/null', '--write-out', format],
      ...['--header', `cookie: ${api.cookie}`, `${api.baseUrl}${path}`],
    ]);
    const [seconds = 0, size = 0] = stdout.split(' ').map(Number);
    times.push(seconds * 1000);
    bytes = size;
  }
  row(`GET ${path} by curl, median`, ms(median(times)), `${Math.round(bytes / 1024)} KiB compressed`);
  return median(times);
}

async function signIn(page: Page, url: string): Promise<void> {
  await openPage(page, url);
  await page.getByTestId('username').fill(USERNAME);
  await page.getByTestId('password').fill(PASSWORD);
  await page.getByTestId('sign-in').click();
  await page.getByTestId('new-sandbox').first().waitFor();
}

async function measureFirstRows(page: Page, curled: number): Promise<void> {
  const times: number[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const url = new URL('/sandboxes', page.url()).href;
    const started = performance.now();
    await page.goto(url, { waitUntil: 'commit' });
    await page.locator('[data-testid^=sandbox-row-]').first().waitFor();
    times.push(performance.now() - started);
  }
  row('page load → first rows, median', ms(median(times)), `of which curl needs ${ms(curled)}`);
}

async function measureScrolling(page: Page): Promise<void> {
  const plain = await page.context().newPage();
  await plain.setContent(`<ul>${'<li style="height:64px">feature</li>'.repeat(SANDBOXES)}</ul>`);
  for (const [name, speed] of Object.entries(SPEEDS)) {
    await page.bringToFront();
    await page.mouse.move(640, 600);
    const ours = await scroll(page, speed);
    const rendered = await page.locator('[data-testid^=sandbox-row-]').count();
    await plain.bringToFront();
    const bare = await scroll(plain, speed);
    const what = `${name}, ${speed.toLocaleString('en')} px/s`;
    row(`${what}: frames/s`, ours.perSecond.toFixed(0), `plain <li>s: ${bare.perSecond.toFixed(0)}`);
    row(`${what}: longest frame`, ms(ours.longestFrame), `plain: ${ms(bare.longestFrame)}`);
    row(`${what}: longest task`, ms(ours.longestTask), `plain: ${ms(bare.longestTask)}; ${rendered} rows`);
    verdict('at least 50 frames/s', ours.perSecond >= 50);
    verdict('no task above 50 ms', ours.longestTask <= 50);
  }
  await plain.close();
  await page.bringToFront();
}

/** There and back, in a smooth gesture by the browser itself. */
async function scroll(page: Page, speed: number) {
  const session = await page.context().newCDPSession(page);
  const frames = await watchFrames(page);
  for (const direction of [-1, 1])
    await session.send('Input.synthesizeScrollGesture', {
      ...{ x: 640, y: 600, yDistance: direction * speed * SCROLLED_SECONDS, speed },
      ...{ preventFling: true, gestureSourceType: 'mouse' },
    });
  const seen = await frames.stop();
  await session.detach();
  return seen;
}

async function measureFilter(page: Page): Promise<void> {
  const times: number[] = [];
  const frames = await watchFrames(page);
  for (const typed of ['0', '07', '077', '0777', '07', 'ticket', 'gateway ada', 'nothing like it', ''])
    times.push(await typingLatency(page, 'search-sandboxes', typed));
  const { longestTask } = await frames.stop();
  row('typed into the search → rows shown, median', ms(median(times)), `most ${ms(quantile(times, 1))}`);
  row('longest task meanwhile', ms(longestTask));
  verdict('no task above 50 ms while typing', longestTask <= 50);
}

/** The routes of all of them: a table that scrolls under its head. */
async function measureMatrix(page: Page, platform: Platform): Promise<void> {
  const curled = await curlSeveral(platform, '/api/routes');
  const started = performance.now();
  await page.goto(new URL('/routes', page.url()).href, { waitUntil: 'commit' });
  await page.locator('[data-testid^=matrix-]').first().waitFor();
  row('routes: page load → first rows', ms(performance.now() - started), `of which curl needs ${ms(curled)}`);
  const { perSecond, longestTask } = await scroll(page, SPEEDS.throw);
  const rendered = await page.locator('[data-testid^=matrix-]').count();
  row('routes: scrolling, frames/s', perSecond.toFixed(0), `${rendered} rows rendered`);
  verdict('at least 50 frames/s', perSecond >= 50);
  verdict('no task above 50 ms', longestTask <= 50);
}
