import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { type AnnouncedRepository, type CommitInfo, type DeploymentStep, type Stack } from '@sdp/protocol';
import {
  assembleDeployer,
  type DeployerConfig,
  type DeployerParts,
  type DeploymentRequest,
  GoStrategy,
  PhpStrategy,
  type Reporter,
} from './index.js';
import { switchPaths } from './ports/switch-paths.js';

/** Keeps everything that is reported, as a test wants to see it. */
export class RecordingReporter implements Reporter {
  readonly lines: string[] = [];
  readonly steps: { step: DeploymentStep; outcome: string; durationMs: number }[] = [];
  commit: CommitInfo | null = null;
  private readonly waiters: { step: DeploymentStep; resolve: () => void }[] = [];
  private readonly started = new Set<DeploymentStep>();

  stepStarted(step: DeploymentStep): void {
    this.started.add(step);
    this.waiters.filter((waiter) => waiter.step === step).forEach(({ resolve }) => resolve());
  }

  stepFinished(step: DeploymentStep, durationMs: number, outcome: 'ok' | 'failed' | 'skipped'): void {
    this.steps.push({ step, outcome, durationMs });
  }

  commitResolved(commit: CommitInfo): void {
    this.commit = commit;
  }

  line(source: string, stream: string, text: string): void {
    this.lines.push(`${source} ${stream} ${text}`);
  }

  async ready(): Promise<void> {}

  /** Resolves when a step begins. */
  reached(step: DeploymentStep): Promise<void> {
    if (this.started.has(step)) return Promise.resolve();
    return new Promise((resolve) => this.waiters.push({ step, resolve }));
  }

  get log(): string {
    return this.lines.join('\n');
  }
}

/** One host with its own data folder and agent name; everything it makes is removed by `dispose`. */
export class TestHost {
  private readonly used: { sandboxId: string; service: string }[] = [];

  private constructor(
    readonly config: DeployerConfig,
    readonly parts: DeployerParts,
  ) {}

  static async start(
    repositories: AnnouncedRepository[],
    overrides: Partial<DeployerConfig> = {},
    replaced: Partial<Pick<DeployerParts, 'runtime' | 'ports'>> = {},
  ): Promise<TestHost> {
    const dataDir = await mkdtemp(join(tmpdir(), 'sdp-host-'));
    const config: DeployerConfig = {
      agentName: `test-${randomUUID().slice(0, 8)}`,
      dataDir,
      cacheDir: SHARED_CACHE,
      repositories,
      gitHosts: [],
      gitAllowHttp: true,
      images: { go: 'sdp-base-go:1', php: 'sdp-base-php:1' },
      dockerSocket: '/var/run/docker.sock',
      bindAddress: '127.0.0.1',
      portSwitchCommand: portSwitchCommand(),
      minFreeDiskBytes: 64 * 1024 * 1024,
      deadlines: { fetchMs: 20_000, buildMs: 180_000, startMs: 30_000, verifyMs: 10_000 },
      ...overrides,
    };
    const parts = assembleDeployer(config, [new GoStrategy(), new PhpStrategy()], replaced);
    await parts.prepare();
    return new TestHost(config, parts);
  }

  /** The same data folder and name, as after a restart of the agent. */
  async restarted(): Promise<TestHost> {
    const parts = assembleDeployer(this.config, [new GoStrategy(), new PhpStrategy()]);
    await parts.prepare();
    return new TestHost(this.config, parts);
  }

  async request(
    values: Pick<DeploymentRequest, 'repository' | 'branch'> & Partial<DeploymentRequest>,
  ): Promise<DeploymentRequest> {
    const request: DeploymentRequest = {
      deploymentId: randomUUID(),
      epoch: 1,
      sandboxId: randomUUID(),
      sandboxName: 'test',
      service: values.repository,
      hostPort: await freePort(),
      health: {},
      variables: {},
      ...values,
    };
    this.used.push({ sandboxId: request.sandboxId, service: request.service });
    return request;
  }

  async dispose(): Promise<void> {
    for (const instance of this.used) await this.parts.instances.remove(instance);
    await postToSwitch(this.config.dataDir, 'retire');
    await rm(this.config.dataDir, { recursive: true, force: true });
  }
}

/** A cold Go build cache costs half a minute: all test hosts of this machine use one. */
const SHARED_CACHE = join(tmpdir(), 'sdp-test-build-cache');

export function repository(name: string, url: string, stack: Stack): AnnouncedRepository {
  return { name, url: `${url}/${name}.git`, stack, defaultBranch: 'main' };
}

/** A port that nobody listens on at the moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts the port switch from source, as an agent's main.ts starts it from its bundle. */
export function portSwitchCommand(): string[] {
  const entry = join(__dirname, 'ports', 'run-port-switch.ts');
  const script = `import(${JSON.stringify(entry)}).then(({ runPortSwitch }) => runPortSwitch(process.argv.slice(1)))`;
  return [process.execPath, '--import', 'tsx', '-e', script, '--'];
}

/** Calls the control socket of a port switch; null when nobody answers. */
export async function postToSwitch(dataDir: string, call: 'status' | 'retire'): Promise<string | null> {
  const { socket: socketPath } = switchPaths(dataDir);
  const posted = request({ socketPath, method: 'POST', path: `/${call}`, agent: false });
  posted.end('{}');
  try {
    const [response] = (await once(posted, 'response')) as [IncomingMessage];
    return await text(response);
  } catch {
    return null;
  }
}
