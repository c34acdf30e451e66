import { execFile } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { type DeploymentView, type Update } from '@sdp/protocol';
import { BrowserSocket } from '../e2e/support/browser-socket.js';
import { Platform, PASSWORD, USERNAME } from '../e2e/support/platform.js';
import { heading, median, ms, row, verdict } from './figures.js';

const ROUNDS = 9;
const run = promisify(execFile);

/**
 * A one-line change in a small Go service, already built once: from the request to the new version answering.
 * Beside it, in turns, the bare commands a person would type: git fetch, checkout, go build, docker run, first 200.
 */
export async function benchRedeploy(): Promise<void> {
  heading('Warm redeploy of a one-line change (small Go service)');
  const platform = await Platform.start({ repositories: ['orders'] });
  const bare = await BareCommands.prepare(platform);
  try {
    const browser = await BrowserSocket.connect(platform.api);
    const sandbox = await platform.api.createSandbox({ name: 'bench' });
    await platform.api.addService(sandbox.id, {
      repository: 'orders',
      branch: 'main',
      healthPath: '/health',
    });
    const { url } = (await platform.api.deployWell(sandbox.id, 'orders')).instance;
    await bare.warmUp();

    const bareTimes: number[] = [];
    const healthyTimes: number[] = [];
    const reportedTimes: number[] = [];
    const deployments: DeploymentView[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await changeOneLine(platform, `bare-${round}`);
      bareTimes.push(await bare.round());
      await changeOneLine(platform, `sdp-${round}`);
      const started = performance.now();
      const { id } = await platform.api.requestDeployment(sandbox.id, 'orders');
      const end = reached(browser, id, ({ finishedAt }) => finishedAt !== null);
      await browser.request('watch', { topic: `deployment:${id}` });
      await reached(browser, id, ({ state }) => state === 'verifying');
      await answersAs(`${url}/health`, `sdp-${round}`);
      healthyTimes.push(performance.now() - started);
      await end;
      reportedTimes.push(performance.now() - started);
      const deployment = await platform.api.deployment(id);
      if (deployment.state !== 'succeeded') throw new Error(`round ${round} ended ${deployment.state}`);
      deployments.push(deployment);
    }
    browser.close();
    report(bareTimes, { healthy: healthyTimes, reported: reportedTimes }, bare.parts, deployments);
  } finally {
    await bare.clear();
    await platform.stop();
  }
}

function report(
  bareTimes: number[],
  sdp: { healthy: number[]; reported: number[] },
  parts: ReadonlyMap<string, number[]>,
  deployments: readonly DeploymentView[],
): void {
  row('bare commands, median', ms(median(bareTimes)), `of ${bareTimes.length}`);
  for (const [part, times] of parts) row(`  ${part}`, ms(median(times)));
  row('API call → healthy at its address, median', ms(median(sdp.healthy)), `of ${sdp.healthy.length}`);
  row(
    'API call → reported as succeeded, median',
    ms(median(sdp.reported)),
    'stayed up 300 ms more, old one removed',
  );
  for (const { step } of deployments[0]?.steps ?? []) {
    const times = deployments.map(({ steps }) => steps.find((other) => other.step === step)?.durationMs ?? 0);
    row(`  ${step}`, ms(median(times)));
  }
  const inSteps = deployments.map(({ steps }) =>
    steps.reduce((sum, { durationMs }) => sum + (durationMs ?? 0), 0),
  );
  row('  between the steps, and on the wire', ms(median(sdp.reported) - median(inSteps)));
  const ratio = median(sdp.healthy) / median(bareTimes);
  row('ratio', ratio.toFixed(2));
  verdict('at most 1.3 × the bare commands', ratio <= 1.3);
}

async function changeOneLine(platform: Platform, version: string): Promise<void> {
  await platform.repository('orders').commit('main', {
    subject: `Call it ${version}`,
    edits: { 'main.go': (text) => text.replace(/const version = ".*"/, `const version = "${version}"`) },
  });
}

/** Resolves when the browser's socket brings a record of the deployment that fits. */
function reached(
  browser: BrowserSocket,
  id: string,
  fits: (deployment: DeploymentView) => boolean,
): Promise<void> {
  return new Promise((resolve) => {
    const onUpdate = (update: Update) => {
      if (update.kind !== 'deployment' || update.value.id !== id || !fits(update.value)) return;
      browser.socket.off('update', onUpdate);
      resolve();
    };
    browser.socket.on('update', onUpdate);
  });
}

/** Resolves when the service's stable address answers a fresh connection as the new version. */
async function answersAs(url: string, version: string): Promise<void> {
  for (;;) {
    const answer = (await (await fetch(url, { headers: { connection: 'close' } })).json()) as {
      version: string;
    };
    if (answer.version === version) return;
    await delay(2);
  }
}

class BareCommands {
  readonly parts = new Map<string, number[]>();
  private readonly containers: string[] = [];
  private port = 20_000;

  private constructor(
    private readonly clone: string,
    private readonly env: Record<string, string>,
  ) {}

  static async prepare(platform: Platform): Promise<BareCommands> {
    const clone = join(platform.root, 'bare');
    const cache = join(platform.root, 'bare-go-cache');
    await mkdir(cache);
    const url = `http://${USERNAME}:${PASSWORD}@${platform.git.url.slice('http://'.length)}/orders.git`;
    await run('git', ['clone', '--quiet', url, clone]);
    const env = { PATH: process.env['PATH'] ?? '', HOME: platform.root, GOCACHE: cache, CGO_ENABLED: '0' };
    const commands = new BareCommands(clone, env);
    await run('go', ['build', '-trimpath', '-o', join(clone, 'service'), '.'], { cwd: clone, env });
    return commands;
  }

  /** One round that does not count. */
  async warmUp(): Promise<void> {
    await this.round();
    this.parts.clear();
  }

  /** Milliseconds from `git fetch` to the first 200 of the new version. */
  async round(): Promise<number> {
    const release = `${this.clone}-release`;
    await mkdir(release, { recursive: true });
    const image = process.env['SDP_TEST_GO_IMAGE'] ?? 'sdp-base-go:1';
    const port = (this.port += 1);
    const started = performance.now();
    await this.timed('git fetch', () => this.git('fetch', '--quiet', 'origin', 'main'));
    await this.timed('git checkout', () => this.git('checkout', '--quiet', '--detach', 'FETCH_HEAD'));
    await this.timed('go build', () =>
      run('go', ['build', '-trimpath', '-o', join(release, `service-${port}`), '.'], {
        cwd: this.clone,
        env: this.env,
      }),
    );
    await this.timed('docker run → first 200', async () => {
      const publish = [
        '-p',
        `127.0.0.1:${port}:8080`,
        '-v',
        `${this.clone}:/src:ro`,
        '-v',
        `${release}:/sdp:ro`,
      ];
      const { stdout } = await run('/usr/bin/docker', [
        'run',
        '-d',
        ...publish,
        image,
        `/sdp/service-${port}`,
      ]);
      this.containers.push(stdout.trim());
      await firstAnswer(`http://127.0.0.1:${port}/health`);
    });
    const total = performance.now() - started;
    await cp(join(release, `service-${port}`), join(this.clone, 'service'));
    return total;
  }

  async clear(): Promise<void> {
    if (this.containers.length > 0) await run('/usr/bin/docker', ['rm', '-f', ...this.containers]);
  }

  private git(...args: string[]): Promise<unknown> {
    return run('git', ['-C', this.clone, ...args], { env: this.env });
  }

  private async timed(part: string, work: () => Promise<unknown>): Promise<void> {
    const started = performance.now();
    await work();
    const times = this.parts.get(part) ?? [];
    this.parts.set(part, [...times, performance.now() - started]);
  }
}

async function firstAnswer(url: string): Promise<void> {
  for (;;) {
    try {
      const { status } = await fetch(url);
      if (status === 200) return;
    } catch {
      await delay(2);
    }
  }
}
