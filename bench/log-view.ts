import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { promisify } from 'node:util';
import { type LogMatchesView, type LogOutlineView } from '@sdp/protocol';
import { startChromium } from '../e2e/support/chromium.js';
import { PASSWORD, Platform, USERNAME } from '../e2e/support/platform.js';
import { heading, median, ms, row, verdict } from './figures.js';
import { LogPage, type Scrolled } from './log-page.js';

const SIZES = [100_000, 1_000_000] as const;
const LINE_BYTES = 120;
const RARE = 'needle-in-the-log';
const ROUNDS = 5;
const LIMITS = { firstPaintMs: 1000, framesPerSecond: 50, taskMs: 50, growth: 1.1 };

/** A log of a million lines in a real browser, from the real control plane, beside one of a tenth. */
export async function benchLogView(): Promise<void> {
  heading(
    `Log view: ${SIZES.map((lines) => lines.toLocaleString('en')).join(' and ')} lines of ${LINE_BYTES} bytes`,
  );
  const platform = await Platform.start({ repositories: ['orders'] });
  const browser = await startChromium({ loadsFilesItself: true });
  try {
    const ids = await deploymentsWithLogs(platform);
    const page = await LogPage.open(browser.context, platform.api.baseUrl, USERNAME, PASSWORD);
    const heaps: number[] = [];
    for (const [at, lines] of SIZES.entries()) heaps.push(await benchOne(platform, page, ids[at]!, lines));
    verdict(
      `memory flat between both (at most ${LIMITS.growth} times)`,
      heaps[1]! <= heaps[0]! * LIMITS.growth,
    );
  } finally {
    await browser.close();
    await platform.stop();
  }
}

/** Answers the browser's heap after the log was looked through. */
async function benchOne(platform: Platform, page: LogPage, id: string, lines: number): Promise<number> {
  const label = (what: string) => `${lines.toLocaleString('en')} lines: ${what}`;
  row(label('first outline, index built from the log'), ms(await timed(() => outline(platform, id))));
  await platform.controlPlane.stop();
  platform.controlPlane.start();
  await platform.untilHealthy();
  row(label('outline after a restart'), ms(await timed(() => outline(platform, id))));

  const end = await page.visit(id);
  const middle = await page.visit(id, Math.floor(lines * 0.777));
  for (const [what, { sinceData, sinceStart }] of [
    ['end', end],
    ['a line in the middle', middle],
  ] as const)
    row(
      label(`${what}, first lines painted`),
      ms(sinceData),
      `after data; ${ms(sinceStart)} after navigation`,
    );
  verdict(
    'first paint within a second after data',
    Math.max(end.sinceData, middle.sinceData) <= LIMITS.firstPaintMs,
  );

  report(label('wheel'), await page.wheel());
  report(label('jumps of the scroll bar'), await page.jump());
  await benchSearch(platform, page, id, lines, label);
  const heap = await page.heapBytes();
  row(label('heap of the page'), `${(heap / 2 ** 20).toFixed(1)} MiB`);
  return heap;
}

function report(label: string, { framesPerSecond, longestTaskMs }: Scrolled): void {
  row(label, `${framesPerSecond.toFixed(0)} frames/s`, `longest task ${ms(longestTaskMs)}`);
  verdict('at least 50 frames/s', framesPerSecond >= LIMITS.framesPerSecond);
  verdict('no task over 50 ms', longestTaskMs <= LIMITS.taskMs);
}

async function benchSearch(
  platform: Platform,
  page: LogPage,
  id: string,
  lines: number,
  label: (what: string) => string,
): Promise<void> {
  const api: number[] = [];
  const grep: number[] = [];
  const run = promisify(execFile);
  for (let round = 0; round < ROUNDS; round++) {
    grep.push(await timed(() => run('grep', ['-n', RARE, logFile(platform, id)])));
    api.push(await timed(() => search(platform, id, lines)));
  }
  const ratio = (median(api) / median(grep)).toFixed(1);
  row(label('rare text, `grep -n`, median'), ms(median(grep)), `of ${ROUNDS}`);
  row(
    label('rare text, API, median'),
    ms(median(api)),
    `of ${ROUNDS}, ${ratio} times grep; without regard to case`,
  );
  row(label('rare text, typed → shown'), ms(await page.find(RARE)), 'waits 150 ms for more keys');
}

async function search(platform: Platform, id: string, lines: number): Promise<void> {
  let count = 0;
  for (let from = 1; from <= lines;) {
    const found = await platform.api.get<LogMatchesView>(
      `/deployments/${id}/log/search?text=${RARE}&from=${from}`,
    );
    count += found.count;
    from = found.to + 1;
  }
  if (count !== 1) throw new Error(`the rare text was found ${count} times`);
}

const outline = (platform: Platform, id: string) =>
  platform.api.get<LogOutlineView>(`/deployments/${id}/log/outline`);

const logFile = (platform: Platform, id: string) => join(platform.root, 'control-plane', 'logs', `${id}.log`);

/** Two deployments that ended well, whose logs are exchanged for long ones. */
async function deploymentsWithLogs(platform: Platform): Promise<string[]> {
  const { id: sandboxId } = await platform.api.createSandbox({ name: 'bench' });
  await platform.api.addService(sandboxId, { repository: 'orders', branch: 'main', healthPath: '/health' });
  const ids: string[] = [];
  while (ids.length < SIZES.length)
    ids.push((await platform.api.deployWell(sandboxId, 'orders')).deployment.id);
  await platform.controlPlane.stop();
  for (const [at, id] of ids.entries()) await writeLog(logFile(platform, id), SIZES[at]!);
  platform.controlPlane.start();
  await platform.untilHealthy();
  await platform.untilAgentsConnect(2); // one signs in through them
  return ids;
}

async function writeLog(path: string, lines: number): Promise<void> {
  await rm(path.replace(/\.log$/, '.index'), { force: true });
  const file = createWriteStream(path);
  for (let line = 1; line <= lines; line += 1000) {
    const some = Array.from({ length: Math.min(1000, lines - line + 1) }, (_, at) =>
      lineOf(line + at, lines),
    );
    if (!file.write(some.join(''))) await once(file, 'drain');
  }
  file.end();
  await finished(file);
}

function lineOf(number: number, lines: number): string {
  const step = number <= lines / 10 ? 'fetch' : 'build';
  const level = number % 1000 === 0 ? 'ERROR ' : number % 100 === 0 ? 'WARN ' : '';
  const rare = number === Math.floor(lines * 0.9) ? `${RARE} ` : '';
  const text = `2026-11-23T13:10:11.123Z ${step} out ${level}${rare}compiled package ${number} `;
  return `${text.padEnd(LINE_BYTES - 1, '.')}\n`;
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
