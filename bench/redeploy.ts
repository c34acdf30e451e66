import { execFile } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type DeploymentView } from '@sdp/protocol';
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
  try {
    const bare = await BareCommands.prepare(platform);
    const browser = await BrowserSocket.connect(platform.api);
    const sandbox = await platform.api.createSandbox({ name: 'bench' });
    await platform.api.addService(sandbox.id, {
      repository: 'orders',
      branch: 'main',
      healthPath: '/health',
    });
    await platform.api.deployWell(sandbox.id, 'orders');
    await bare.round();

    const bareTimes: number[] = [];
    const sdpTimes: number[] = [];
    const deployments: DeploymentView[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      await changeOneLine(platform, `bare-${round}`);
      bareTimes.push(await bare.round());
      await changeOneLine(platform, `sdp-${round}`);
      const started = performance.now();
      const { id } = await platform.api.requestDeployment(sandbox.id, 'orders');
      await ended(browser, id);
      sdpTimes.push(performance.now() - started);
      const deployment = await platform.api.deployment(id);
      if (deployment.state !== 'succeeded') throw new Error(`round ${round} ended ${deployment.state}`);
      deployments.push(deployment);
    }
    browser.close();
    await bare.clear();
    report(bareTimes, sdpTimes, bare.parts, deployments);
  } finally {
    await platform.stop();
  }
}

function report(
  bareTimes: number[],
  sdpTimes: number[],
  parts: ReadonlyMap<string, number[]>,
  deployments: readonly DeploymentView[],
): void {
  row('bare commands, median', ms(median(bareTimes)), `of ${bareTimes.length}`);
  for (const [part, times] of parts) row(`  ${part}`, ms(median(times)));
  row('API call → healthy, median', ms(median(sdpTimes)), `of ${sdpTimes.length}`);
  for (const { step } of deployments[0]?.steps ?? []) {
    const times = deployments.map(({ steps }) => steps.find((other) => other.step === step)?.durationMs ?? 0);
    row(`  ${step}`, ms(median(times)));
  }
  const inSteps = deployments.map(({ steps }) =>
    steps.reduce((sum, { durationMs }) => sum + (durationMs ?? 0), 0),
  );
  row('  between the steps, and on the wire', ms(median(sdpTimes) - median(inSteps)));
  const ratio = median(sdpTimes) / median(bareTimes);
  row('ratio', ratio.toFixed(2));
  verdict('at most 1.3 × the bare commands', ratio <= 1.3);
}

async function changeOneLine(platform: Platform, version: string): Promise<void> {
  await platform.repository('orders').commit('main', {
    subject: `Call it ${version}`,
    edits: { 'main.go': (text) => text.replace(/const version = ".*"/, `const version = "${version}"`) },
  });
}

/** Resolves when the browser's socket says that the deployment is healthy and switched. */
async function ended(browser: BrowserSocket, id: string): Promise<void> {
  const done = new Promise<void>((resolve) => {
    const onUpdate = (update: { kind: string; value?: { id?: string; finishedAt?: string | null } }) => {
      if (update.kind !== 'deployment' || update.value?.id !== id || !update.value.finishedAt) return;
      browser.socket.off('update', onUpdate);
      resolve();
    };
    browser.socket.on('update', onUpdate);
  });
  await browser.request('watch', { topic: `deployment:${id}` });
  await done;
}

class BareCommands {
  readonly parts = new Map<string, number[]>();
  private readonly containers: string[] = [];
  private port = 39_000;

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
    for (const times of this.parts.values()) times.shift();
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
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  }
}
