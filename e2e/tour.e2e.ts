import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTour, type TourStep } from './support/read-tour.js';
import { until } from './support/until.js';

const TITLE = 'A tour of five minutes';
/** What the README says where this run has other ports. */
const PORTS = ['7300', '7380'];

/** `npm start` as a stranger meets it, then every command of the README's tour, one after the other. */
describe('the tour of the README', () => {
  let home: string;
  let start: ChildProcess;
  let printed = '';
  let ports: Map<string, string>;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'sdp-tour-'));
    const free = await freePorts(5);
    ports = new Map(PORTS.map((port, index) => [port, String(free[index])]));
    start = spawn(process.execPath, ['deploy/start.mjs', '--yes'], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...environment(),
        SDP_HOME: home,
        SDP_PORT: String(free[0]),
        SDP_SWITCH_PORT: String(free[1]),
        SDP_DEMO_GIT_PORT: String(free[2]),
        SDP_DEMO_BASELINE_PORT: String(free[3]),
        SDP_DEMO_BASELINE_GATEWAY_PORT: String(free[4]),
        SDP_MICRO_PORT_RANGE: '20100-20199',
        SDP_GATEWAY_PORT_RANGE: '20200-20299',
        SDP_CACHE_DIR: join(tmpdir(), 'sdp-test-build-cache'),
      },
    });
    start.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    start.stderr?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
    await until('the demo runs', 240_000, async () => {
      if (start.exitCode !== null) throw new Error(printed);
      return printed.includes('SDP is running.');
    });
  }, 300_000);

  afterAll(async () => {
    if (start?.exitCode === null) {
      start.kill('SIGINT');
      await once(start, 'exit');
    }
    await run(['node', 'deploy/reset.mjs', '--yes'], { SDP_HOME: home });
    await rm(home, { recursive: true, force: true });
  });

  it('ends the start with calls whose answers are right', () => {
    expect(printed).toMatch(/X-Sandbox: demo' \S+\/orders\/orders\n\s*{"service":"orders","from":"sandbox"/);
    expect(printed).toMatch(/X-Sandbox: demo' \S+\/payments\/payments\n\s*{.*"from":"baseline"/);
    expect(printed).toMatch(/X-Sandbox: instant-payments' .*\n\s*{.*"version":"feature\/instant-payments"/);
  });

  it('shows what it says it shows', async () => {
    const steps = readTour(await readFile('README.md', 'utf8'), TITLE);
    expect(steps.length).toBeGreaterThan(15);
    const outputs = await runAll(steps);
    steps.forEach(({ command, shows }, index) => {
      for (const text of shows)
        expect({ command, output: outputs[index] }).toEqual({
          command,
          output: expect.stringContaining(text),
        });
    });
  });

  it('leaves nothing behind after a reset', async () => {
    start.kill('SIGINT');
    await once(start, 'exit');
    const { stdout } = await run(['node', 'deploy/reset.mjs', '--yes'], { SDP_HOME: home });
    expect(stdout).toContain('removed');
    const again = await run(['node', 'deploy/reset.mjs', '--yes'], { SDP_HOME: home });
    expect(again.stdout).toContain('nothing to remove');
  });

  /** In one shell, since later commands use what earlier ones set. */
  async function runAll(steps: readonly TourStep[]): Promise<string[]> {
    const mark = '=====';
    const script = steps.map(({ command }) => `${command}\necho; echo ${mark}`).join('\n');
    const text = [...ports].reduce(
      (all, [documented, used]) => all.replaceAll(`localhost:${documented}`, `localhost:${used}`),
      script.replaceAll('./data/', `${home}/`),
    );
    const { stdout, stderr, code } = await run(['bash', '-e', '-c', `cd ${home}; ${text}`], {});
    const outputs = stdout.split(`${mark}\n`).slice(0, -1);
    if (code !== 0) throw new Error(`failed: ${steps[outputs.length]?.command}\n${stdout}\n${stderr}`);
    return outputs;
  }
});

function environment(): Record<string, string> {
  const { SDP_TEST_ENGINE_SOCKET: socket, SDP_TEST_GO_IMAGE: go, SDP_TEST_PHP_IMAGE: php } = process.env;
  const inherited = Object.entries(process.env).filter(([name]) => !/^(SDP_|NODE_OPTIONS$|JEST_)/.test(name));
  return {
    ...(Object.fromEntries(inherited) as Record<string, string>),
    SDP_DOCKER_SOCKET: socket ?? '/var/run/docker.sock',
    SDP_GO_IMAGE: go ?? 'sdp-base-go:1',
    SDP_PHP_IMAGE: php ?? 'sdp-base-php:1',
  };
}

async function run([command = '', ...args]: string[], extra: Record<string, string>) {
  const child = spawn(command, args, { env: { ...environment(), ...extra } });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
  const [code] = (await once(child, 'close')) as [number];
  return { stdout, stderr, code };
}

/** Free all at once, so that no two are the same. */
async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      return server;
    }),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}
