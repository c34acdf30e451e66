import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type SandboxView } from '@sdp/protocol';
import { type GitServer, makeExample, startGitServer } from '@sdp/testing';
import { ApiClient } from './support/api-client.js';
import { BrowserSocket } from './support/browser-socket.js';
import { Platform } from './support/platform.js';
import { testPackages } from './support/packages/test-packages.js';
import { until } from './support/until.js';

const run = promisify(execFile);
const [COMPOSE = '', ...COMPOSE_WORDS] = (process.env['SDP_TEST_COMPOSE'] ?? 'docker-compose').split(' ');
const TOOLBOX = 'sdp-toolbox:1';
const PORTS = { control: 17_410, admin: 17_411, switch: 17_412, git: 17_413 };
const PERSON = { username: 'dev', password: 'canary-laptop' };
/** A build in a new folder compiles Go's own packages first: half a minute of two cores, more beside other work. */
const FIRST_BUILD_MS = 600_000;

/**
 * docker-compose.yml as on a laptop. Not part of `npm test`: the archives, the base image and a first Go build take some
 * minutes. CONTRIBUTING.md says how to run it, and how with Compose v2.
 */
describe('docker-compose.yml', () => {
  let root: string;
  let git: GitServer;
  let env: NodeJS.ProcessEnv;
  let api: ApiClient;
  let sandbox: SandboxView;

  const compose = async (...words: string[]): Promise<string> =>
    (await run(COMPOSE, [...COMPOSE_WORDS, ...words], { env, maxBuffer: 2 ** 26 })).stdout;
  const docker = async (...words: string[]): Promise<string> => (await run('docker', words)).stdout.trim();

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'sdp-laptop-'));
    await chmod(root, 0o711); // builds run as somebody else, and pass through it
    git = await startGitServer({ root, ...PERSON, port: PORTS.git });
    for (const name of ['orders', 'api-gateway'] as const) await makeExample(root, name);
    env = { ...process.env, ...settings(), SDP_LAPTOP_ADDRESS: await Platform.bridgeAddress() };
    await provideToolbox();
    await providePackages();
    await compose('build');
    await compose('up', '-d');
  }, 900_000);

  afterAll(async () => {
    await compose('down', '--volumes', '--rmi', 'local').catch(() => undefined);
    await git?.close();
    await rm(root, { recursive: true, force: true });
  }, 120_000);

  function settings(): Record<string, string> {
    const secret = () => randomBytes(32).toString('hex');
    const repository = (name: string, stack: 'go' | 'php') =>
      JSON.stringify([{ name, url: `${git.url}/${name}.git`, stack, defaultBranch: 'main' }]);
    return {
      COMPOSE_PROJECT_NAME: 'sdp-test-laptop',
      SDP_LAPTOP_BASE: TOOLBOX,
      SDP_LAPTOP_DATA: join(root, 'data'),
      SDP_LAPTOP_CONTROL_PORT: String(PORTS.control),
      SDP_LAPTOP_PORT: String(PORTS.admin),
      SDP_SWITCH_PORT: String(PORTS.switch),
      SDP_MICRO_PORT_RANGE: '27000-27099',
      SDP_GATEWAY_PORT_RANGE: '27100-27199',
      SDP_MICRO_TOKEN: secret(),
      SDP_GATEWAY_TOKEN: secret(),
      SDP_MASTER_KEY: secret(),
      SDP_GIT_ALLOW_HTTP: 'true',
      SDP_GO_IMAGE: process.env['SDP_TEST_GO_IMAGE'] ?? 'sdp-base-go:1',
      SDP_PHP_IMAGE: process.env['SDP_TEST_PHP_IMAGE'] ?? 'sdp-base-php:1',
      SDP_GO_REPOSITORIES: repository('orders', 'go'),
      SDP_PHP_REPOSITORIES: repository('api-gateway', 'php'),
    };
  }

  /** Where docker-compose.yml looks for them. */
  async function providePackages(): Promise<void> {
    await rm('dist/packages', { recursive: true, force: true });
    await cp(await testPackages(), 'dist/packages', { recursive: true });
  }

  /** Made once per machine: it takes a minute. */
  async function provideToolbox(): Promise<void> {
    const known = await docker('image', 'ls', '--quiet', TOOLBOX);
    if (known !== '') return;
    const path = 'ENV PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
    const script = 'set -o pipefail; deploy/compose/toolbox.sh | docker import -c "$0" - "$1"';
    await run('bash', ['-c', script, path, TOOLBOX]);
  }

  async function isHealthy(service: string): Promise<boolean> {
    const id = (await compose('ps', '-q', service)).trim();
    return (await docker('inspect', '--format', '{{.State.Health.Status}}', id)) === 'healthy';
  }

  it('comes up healthy, with the admin and its API behind one address', async () => {
    for (const service of ['control-plane', 'agent-micro', 'agent-gateway', 'admin'])
      await until(`${service} is healthy`, 180_000, () => isHealthy(service));

    const origin = `http://127.0.0.1:${PORTS.admin}`;
    expect(await (await fetch(`${origin}/sandboxes`)).text()).toContain('<sdp-root');
    api = new ApiClient(origin);
    await until('both agents are connected', 60_000, async () => {
      const { agents } = await api.get<{ agents: { connected: number } }>('/health');
      return agents.connected === 2;
    });
    await api.signIn(PERSON.username, PERSON.password);
    const browser = await BrowserSocket.connect(api);
    await browser.request('watch', { topic: 'sandboxes' });
    sandbox = await api.createSandbox({ name: 'laptop' });
    await until('the page is told', 10_000, async () => browser.updates.length > 0);
    browser.close();
  }, 300_000);

  it.each(['api-gateway', 'orders'])(
    'deploys %s, which answers',
    async (repository) => {
      await api.addService(sandbox.id, { repository, branch: 'main', healthPath: '/health' });
      const { id } = await api.requestDeployment(sandbox.id, repository);
      const { state, error } = await api.waitForEnd(id, FIRST_BUILD_MS);
      expect([state, error, state === 'succeeded' ? '' : await api.log(id)]).toEqual(['succeeded', null, '']);
      const { url } = await api.instance(sandbox.id, repository);
      expect((await fetch(`${url}/health`)).status).toBe(200);
    },
    660_000,
  );

  it('has the sandbox behind one address, through the gateway to the service', async () => {
    await until('it answers', 60_000, async () => {
      const url = `http://127.0.0.1:${PORTS.switch}/orders/orders`;
      const answer = await fetch(url, { headers: { 'x-sandbox': 'laptop' } });
      return answer.ok && ((await answer.json()) as { service?: string }).service === 'orders';
    });
  }, 90_000);

  it('leaves no container of a sandbox that is deleted', async () => {
    await api.request('DELETE', `/sandboxes/${sandbox.id}`);
    const label = `label=sdp.sandbox=${sandbox.id}`;
    await until('its containers are gone', 90_000, async () => {
      const left = [
        await docker('ps', '-aq', '--filter', label),
        await docker('network', 'ls', '-q', '--filter', label),
      ];
      return left.join('') === '';
    });
  }, 120_000);
});
