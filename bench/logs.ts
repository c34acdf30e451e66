import { BrowserSocket } from '../e2e/support/browser-socket.js';
import { floodNumbers } from '../e2e/support/go-gate.js';
import { Platform } from '../e2e/support/platform.js';
import { bareRelay } from './bare-relay.js';
import { heading, median, ms, quantile, row, verdict } from './figures.js';

const LINES = 100_000;
const ROUNDS = 3;
const DRIP = { perSecond: 1_000, seconds: 10 };

/** A build that prints a flood: from its first line to the last one in the file and at one browser's socket. */
export async function benchLogs(): Promise<void> {
  heading(
    `Log path: ${LINES.toLocaleString('en')} lines of 120 bytes, build → agent → control plane (file, fsync) → browser`,
  );
  const platform = await Platform.start({ repositories: ['orders'] });
  try {
    await unplugFromWire(platform);
    const sandbox = await platform.api.createSandbox({ name: 'bench' });
    await platform.api.addService(sandbox.id, {
      repository: 'orders',
      branch: 'main',
      healthPath: '/health',
    });
    await platform.api.deployWell(sandbox.id, 'orders');

    const relayed: number[] = [];
    const bare: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push(await bareRelay(LINES));
      relayed.push(await flood(platform, sandbox.id));
    }
    row('bare Socket.IO, batches of 256 KiB, median', `${perSecond(median(bare))}`, `of ${ROUNDS}`);
    row('SDP, median', `${perSecond(median(relayed))}`, `of ${ROUNDS}`);
    row('ratio', (median(relayed) / median(bare)).toFixed(2), 'SDP also writes, syncs and acks, twice');

    const delays = await drip(platform, sandbox.id);
    row('delay of a line at 1,000 lines/s, median', ms(median(delays)));
    row('delay of a line at 1,000 lines/s, p99', ms(quantile(delays, 0.99)), `of ${delays.length} lines`);
    verdict('p99 within 50 ms', quantile(delays, 0.99) <= 50);
  } finally {
    await platform.stop();
  }
}

/** The wire that tests cut is a proxy in this very process, and holds small writes back (Nagle): not measured. */
async function unplugFromWire(platform: Platform): Promise<void> {
  await platform.micro.stop();
  platform.micro.start({ SDP_CONTROL_URL: `http://127.0.0.1:${platform.controlPort}` });
  await platform.untilAgentConnects(platform.names.micro);
}

const perSecond = (value: number): string => `${Math.round(value).toLocaleString('en')} lines/s`;

async function flood(platform: Platform, sandboxId: string): Promise<number> {
  await platform.goGate.flood(LINES);
  const browser = await BrowserSocket.connect(platform.api);
  const { id } = await platform.api.requestDeployment(sandboxId, 'orders');
  let last = 0;
  const text = await browser.readLog(id, 0, ({ text: chunk }) => {
    if (chunk.includes(' flood ')) last = Date.now();
  });
  browser.close();
  await platform.goGate.calm();
  const numbers = floodNumbers(text);
  if (numbers.length !== LINES || numbers.some((number, index) => number !== index + 1)) {
    throw new Error(`the log has ${numbers.length} of ${LINES} lines, or not in order`);
  }
  const started = Number(/flood-start (\d+)/.exec(text)?.[1]);
  return LINES / ((last - started) / 1000);
}

async function drip(platform: Platform, sandboxId: string): Promise<number[]> {
  await platform.goGate.drip(DRIP.perSecond, DRIP.seconds);
  const browser = await BrowserSocket.connect(platform.api);
  const { id } = await platform.api.requestDeployment(sandboxId, 'orders');
  const delays: number[] = [];
  await browser.readLog(id, 0, ({ text }) => {
    const now = Date.now();
    for (const [, printed] of text.matchAll(/ drip (\d+) /g)) delays.push(now - Number(printed));
  });
  browser.close();
  return delays;
}
