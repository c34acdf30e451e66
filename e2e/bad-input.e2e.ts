import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { type DeploymentView, type ErrorCode, type SandboxView } from '@sdp/protocol';
import { ApiClient, ApiError } from './support/api-client.js';
import { expectInvariants } from './support/invariants.js';
import { Platform, USERNAME } from './support/platform.js';

const run = promisify(execFile);

describe('bad input ends in clear words, and the old version serves', () => {
  let platform: Platform;
  let sandbox: SandboxView;
  let url: string;

  beforeAll(async () => {
    platform = await Platform.start({
      repositories: ['orders', 'no-go-mod', 'out-of-memory'],
      micro: { SDP_VERIFY_TIMEOUT_MS: '4000' },
    });
    const orders = platform.repository('orders');
    const main = (branch: string, subject: string, edit: (text: string) => string) =>
      orders
        .branch(branch, 'main')
        .then(() => orders.commit(branch, { subject, edits: { 'main.go': edit } }));
    await main('bad/exits', 'Give up', (text) =>
      text.replace(
        'address := ":" + port()',
        'log.Print("no licence: giving up")\n\tos.Exit(3)\n\taddress := ":" + port()',
      ),
    );
    await main('bad/never-healthy', 'Refuse every check', (text) =>
      text.replace(
        'reply(w, map[string]string{"status": "ok", "version": version})',
        'http.Error(w, "warming up", 503)',
      ),
    );
    await main('bad/dies-later', 'Die after the first answer', (text) =>
      text.replace(
        'reply(w, map[string]string{"status": "ok", "version": version})',
        'reply(w, 1)\n\tgo func() { log.Print("cannot go on"); os.Exit(4) }()',
      ),
    );
    await orders.branch('bad/newer-go', 'main');
    await orders.commit('bad/newer-go', {
      subject: 'Ask for a newer Go',
      edits: { 'go.mod': (text) => text.replace(/^go .*$/m, 'go 1.99') },
    });

    sandbox = await platform.api.createSandbox({ name: 'bad-input' });
    await platform.api.addService(sandbox.id, {
      repository: 'orders',
      branch: 'main',
      healthPath: '/health',
    });
    url = (await platform.api.deployWell(sandbox.id, 'orders')).instance.url;
  });

  afterAll(() => platform?.stop(), 60_000);

  afterEach(async () => {
    expect((await fetch(`${url}/orders`)).status).toBe(200);
    await expectInvariants(platform);
  });

  /** Deploys a branch that must fail, and returns its record and log. */
  async function failing(
    branch: string,
    code: ErrorCode,
  ): Promise<{ deployment: DeploymentView; log: string }> {
    const deployment = await platform.api.deploy(sandbox.id, 'orders', { branch });
    expect(deployment).toMatchObject({ state: 'failed', error: { code } });
    return { deployment, log: await platform.api.log(deployment.id) };
  }

  it('unknown branch', async () => {
    const { deployment } = await failing('feature/nobody-made-this', 'branch-unknown');
    expect(deployment.error?.message).toContain('feature/nobody-made-this');
  });

  it('compile error: the compiler’s words are in the log, blame is the app’s', async () => {
    const { deployment, log } = await failing('broken/does-not-compile', 'build-failed');
    expect(log).toContain('main.go:');
    expect(deployment.error?.blame).toBe('app');
  });

  it('exits at once: exit code and last line', async () => {
    const { deployment, log } = await failing('bad/exits', 'container-exited');
    expect(deployment.error?.message).toContain('3');
    expect(log).toContain('no licence: giving up');
  });

  it('dies a moment after the first healthy answer: not reported as done', async () => {
    const { log } = await failing('bad/dies-later', 'container-exited');
    expect(log).toContain('cannot go on');
  });

  it('never healthy: what the probe saw', async () => {
    const { deployment } = await failing('bad/never-healthy', 'never-healthy');
    expect(deployment.error?.message).toContain('503');
  });

  it('a toolchain older than go.mod asks for', async () => {
    const { deployment } = await failing('bad/newer-go', 'toolchain-too-old');
    expect(deployment.error?.message).toContain('1.99');
  });

  it('a repository without go.mod', async () => {
    await platform.api.addService(sandbox.id, { repository: 'no-go-mod', branch: 'main' });
    const deployment = await platform.api.deploy(sandbox.id, 'no-go-mod');
    expect(deployment).toMatchObject({ state: 'failed', error: { code: 'stack-mismatch', blame: 'app' } });
    expect(deployment.error?.message).toContain('go.mod');
  });

  it('out of memory is named', async () => {
    await platform.api.addService(sandbox.id, { repository: 'out-of-memory', branch: 'main' });
    const deployment = await platform.api.deploy(sandbox.id, 'out-of-memory');
    expect(deployment).toMatchObject({ state: 'failed', error: { code: 'container-exited' } });
    expect(deployment.error?.message).toMatch(/memory/i);
  });

  it('a base image that is missing: the error names the command that loads it', async () => {
    await restartMicro({ SDP_GO_IMAGE: 'sdp-not-loaded:1' });
    const { deployment } = await failing('main', 'image-missing');
    expect(deployment.error?.message).toContain('sdp-not-loaded:1');
    expect(deployment.error?.message).toContain('docker load');
    await restartMicro();
  });

  it('a disk below the floor is refused before anything starts', async () => {
    await restartMicro({ SDP_MIN_FREE_DISK_MB: '9000000' });
    await failing('main', 'disk-full');
    await restartMicro();
  });

  it('a disk that fills up during the build', async () => {
    const cache = `${platform.root}/small-cache`;
    await run('mkdir', ['-p', cache]);
    await run('mount', ['-t', 'tmpfs', '-o', 'size=128k', 'tmpfs', cache]);
    try {
      await restartMicro({ SDP_CACHE_DIR: cache, SDP_MIN_FREE_DISK_MB: '1' });
      await failing('main', 'disk-full');
    } finally {
      await restartMicro();
      await run('umount', [cache]);
    }
  });

  it('no free port', async () => {
    const [from] = platform.portRange.micro.split('-');
    await restartMicro({ SDP_PORT_RANGE: `${from}-${from}` });
    const other = await platform.api.createSandbox({ name: 'no-port-left' });
    await expect(
      platform.api.addService(other.id, { repository: 'orders', branch: 'main' }),
    ).rejects.toMatchObject({
      error: { code: 'no-free-port' },
    });
    await restartMicro();
  });

  it('wrong credentials, and no agent to prove them', async () => {
    const stranger = new ApiClient(platform.api.baseUrl);
    await expect(stranger.signIn(USERNAME, 'wrong')).rejects.toMatchObject({
      status: 401,
      error: { code: 'credentials-rejected' },
    });
    await Promise.all([platform.micro.stop(), platform.gateway.stop()]);
    await platform.untilAgentsConnect(0);
    const refused = (await stranger
      .signIn(USERNAME, 'right or wrong')
      .catch((error: unknown) => error)) as ApiError;
    expect(refused).toBeInstanceOf(ApiError);
    expect(refused.error.code).toBe('no-agent');
    platform.micro.start();
    platform.gateway.start();
    await platform.untilAgentsConnect(2);
  });

  async function restartMicro(env: Record<string, string> = {}): Promise<void> {
    await platform.micro.stop();
    await platform.untilAgentsConnect(1);
    platform.micro.start(env);
    await platform.untilAgentsConnect(2);
  }
});
