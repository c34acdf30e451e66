import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type DeploymentView,
  type EnvironmentView,
  type RouteSetView,
  type SandboxView,
  type SessionView,
} from '@sdp/protocol';
import { Cli } from './support/cli.js';
import { CompletingShells } from './support/completing-shells.js';
import { PASSWORD, Platform, USERNAME } from './support/platform.js';
import { TcpProxy } from './support/tcp-proxy.js';
import { TlsFront } from './support/tls-front.js';

const TEMPLATE = `name: shop
parameters:
  branch:
    default: main
services:
  orders:
    repository: orders
    branch: \${branch}
    healthPath: /health
`;

describe('The command line', () => {
  let platform: Platform;
  let cli: Cli;
  /** Between the command line and the control plane. */
  let wire: TcpProxy;
  let address: string;

  beforeAll(async () => {
    platform = await Platform.start({ repositories: ['orders', 'api-gateway'] });
    wire = new TcpProxy({ host: '127.0.0.1', port: platform.controlPort });
    address = `http://127.0.0.1:${await wire.listen()}`;
    cli = await Cli.create();
  });

  afterAll(async () => {
    wire?.close();
    await platform?.stop();
    await cli?.remove();
  });

  const file = async (name: string, text: string): Promise<string> => {
    const path = join(cli.home, name);
    await writeFile(path, text);
    return path;
  };

  it('refuses a wrong password, and says so with its exit code', async () => {
    const { code, err } = await cli.run(
      ['login', address, '--user', USERNAME, '--password-stdin'],
      'wrong\n',
    );
    expect([code, err]).toEqual([5, expect.stringContaining('sdp: ')]);
    expect(await readdir(cli.home)).toEqual([]);
  });

  it('signs in with the password from stdin, and keeps a token instead of it, for its owner only', async () => {
    const login = await cli.run(['login', address, '--user', USERNAME, '--password-stdin'], `${PASSWORD}\n`);
    expect([login.code, login.out]).toEqual([0, '']);
    const { text, mode } = await cli.config();
    expect(text).toMatch(/"token": "sdp_[0-9A-Za-z]{49}"/);
    expect([mode, text.includes(PASSWORD)]).toEqual([0o600, false]);
    const session = await cli.json<SessionView>('whoami');
    expect(session).toMatchObject({ username: USERNAME, token: { scopes: ['read', 'deploy', 'write'] } });
  });

  it('makes a sandbox from a template in YAML, and deploys it: exit code 0', async () => {
    const path = await file('shop.yaml', TEMPLATE);
    expect((await cli.run(['templates', 'validate', '-f', path])).code).toBe(0);
    expect((await cli.run(['templates', 'apply', '-f', path])).code).toBe(0);
    expect((await cli.run(['templates', 'apply', '-f', path])).err).toContain('nothing differs');

    const { code, out, err } = await cli.run([
      'clone',
      'shop',
      'checkout',
      '--param',
      'branch=main',
      '--follow',
    ]);
    expect([code, err]).toEqual([0, expect.stringContaining('✓ build')]);
    expect(err).toContain('succeeded: main@');
    expect(out).toMatch(/^build {5}│ /m);
  });

  it('names every problem of a template by its line', async () => {
    const path = await file('broken.yaml', 'name: shop\nservices:\n  orders:\n    repositori: orders\n');
    const { code, err } = await cli.run(['templates', 'validate', '-f', path]);
    expect([code, err]).toEqual([1, expect.stringMatching(/broken\.yaml:\d+:\d+: /)]);
  });

  it('tells a failed deployment by its exit code, with the reason', async () => {
    const args = ['deploy', 'checkout', 'orders', '--branch', 'broken/does-not-compile', '--follow'];
    const { code, err, out } = await cli.run(args);
    expect([code, err]).toEqual([1, expect.stringContaining('✗ build')]);
    expect(err).toContain('failed: broken/does-not-compile@');
    expect(out).toContain('undefined: os');
  });

  it('follows through a cut connection: every line once', async () => {
    await platform.goGate.flood(20_000);
    const following = cli.start(['--json', 'deploy', 'checkout', 'orders', '--follow']);
    await following.untilItSays(' flood 1 ');
    wire.cut();
    await following.untilItSays('connection was lost');
    wire.restore();
    const { code, out } = await following.ended;
    expect(code).toBe(0);
    const events = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; line?: string; value?: DeploymentView[] });
    await platform.goGate.calm();
    const lines = events.filter(({ kind }) => kind === 'log').map(({ line }) => line);
    expect(lines.length).toBeGreaterThan(20_000);
    const [deployment] = events.at(-1)!.value!;
    expect(lines.join('\n')).toBe((await platform.api.log(deployment!.id)).trimEnd());

    const printed = await cli.run(['logs', 'checkout/orders', '--raw']);
    expect(printed.out).toBe(await platform.api.log(deployment!.id));
    const offset = String(Buffer.byteLength(`${lines[0]}\n`));
    const rest = await cli.run(['logs', deployment!.id, '--raw', '--since-offset', offset]);
    expect(rest.out).toBe(printed.out.slice(printed.out.indexOf('\n') + 1));
  });

  it('cancels what it follows when a pipeline is stopped: exit code 3', async () => {
    await platform.goGate.hold();
    const following = cli.start(['deploy', 'checkout', 'orders', '--follow']);
    await following.untilItSays('✓ fetch');
    following.interrupt();
    const { code, err } = await following.ended;
    await platform.goGate.release();
    expect([code, err]).toEqual([3, expect.stringContaining('canceled: main')]);
  });

  it('leaves after --timeout: exit code 6', async () => {
    await platform.goGate.hold();
    const { code } = await cli.run(['deploy', 'checkout', 'orders', '--follow', '--timeout', '1s']);
    expect(code).toBe(6);
    expect((await cli.run(['cancel', 'checkout/orders'])).code).toBe(0);
    await platform.goGate.release();
  });

  it('prints what the container prints', async () => {
    const { code, out } = await cli.run(['logs', 'checkout/orders', '--output']);
    expect([code, out.trim() !== '']).toEqual([0, true]);
  });

  it('decides a route and pushes it', async () => {
    const { code } = await cli.run(['services', 'add', 'checkout', 'api-gateway', '--branch', 'main']);
    expect(code).toBe(0);
    expect((await cli.run(['deploy', 'checkout', 'api-gateway', '--follow', '--no-log'])).code).toBe(0);
    expect((await cli.run(['routes', 'set', 'checkout', 'orders', 'instance'])).code).toBe(0);
    expect((await cli.run(['routes', 'push', 'checkout', '--follow'])).code).toBe(0);
    const { state, routes } = await cli.json<RouteSetView>('routes', 'list', 'checkout');
    expect([state, routes.map(({ service, isApplied }) => [service, isApplied])]).toEqual([
      'in-sync',
      [['orders', true]],
    ]);
  });

  it('imports a .env file after a look at what would change', async () => {
    await platform.api.post('/environments', {
      name: 'stage',
      variables: [{ name: 'CURRENCY', value: 'EUR' }],
    });
    const path = await file('.env', 'CURRENCY=CHF\nAPI_KEY=canary-of-a-file\n');
    const dry = await cli.run(['environments', 'import', 'stage', path, '--dry-run']);
    expect([dry.code, dry.out]).toEqual([0, '+ API_KEY\n~ CURRENCY\n']);
    const unasked = await cli.run(['environments', 'import', 'stage', path]);
    expect([unasked.code, unasked.err]).toEqual([2, expect.stringContaining('Nobody can answer')]);

    const done = await cli.run(['environments', 'import', 'stage', path, '--secret', 'API_KEY', '--yes']);
    expect(done.code).toBe(0);
    const { variables } = await cli.json<EnvironmentView>('environments', 'show', 'stage');
    expect(variables).toMatchObject([
      { name: 'API_KEY', value: null, isSecret: true },
      { name: 'CURRENCY', value: 'CHF' },
    ]);
    expect((await cli.run(['environments', 'export', 'stage'])).out).toContain('CURRENCY=CHF');
  });

  it('makes tokens for pipelines with the password, and none of them may more than it was given', async () => {
    const create = ['tokens', 'create', 'ci', '--scope', 'read', '--password-stdin'];
    const { code, out } = await cli.run(create, PASSWORD);
    expect(code).toBe(0);
    const pipeline = (await Cli.create()).with({ SDP_URL: address, SDP_TOKEN: out.trim() });
    expect((await pipeline.json<SandboxView[]>('sandboxes', 'list')).length).toBe(1);
    const refused = await pipeline.run(['deploy', 'checkout', 'orders']);
    expect([refused.code, refused.err]).toEqual([1, expect.stringContaining('lacks the scope deploy')]);

    expect((await cli.run(['tokens', 'revoke', 'ci', '--password-stdin'], PASSWORD)).code).toBe(0);
    expect((await pipeline.run(['sandboxes', 'list'])).code).toBe(5);
    await pipeline.remove();
  });

  it('completes commands and names in real shells', async () => {
    const shells = await CompletingShells.with(cli);
    expect(await shells.bash('sdp deploy checkout ')).toEqual(['api-gateway', 'orders']);
    expect(await shells.fish('sdp deploy checkout ')).toEqual(['api-gateway', 'orders']);
    for (const [typed, word] of [
      ['sdp sandboxes sho', 'show'],
      ['sdp deploy che', 'checkout'],
      ['sdp deploy checkout orders --branch fea', 'feature/fast-orders'],
    ] as const) {
      expect(await shells.bash(typed)).toEqual([word]);
      expect(await shells.fish(typed)).toEqual([word]);
      expect(await shells.zsh(typed)).toBe(`${typed.slice(0, typed.lastIndexOf(' '))} ${word} `);
    }
  });

  it('reaches a server below a path, behind TLS of the company’s own authority', async () => {
    const front = await TlsFront.start(join(cli.home, 'front'), platform.controlPort, '/tools/sdp');
    const guest = await Cli.create();
    try {
      const login = ['login', front.url, '--user', USERNAME, '--password-stdin'];
      const stranger = await guest.run(login, PASSWORD);
      expect([stranger.code, stranger.err]).toEqual([5, expect.stringContaining('--ca <file>')]);

      expect(await guest.run(['--ca', front.authority, ...login], PASSWORD)).toMatchObject({ code: 0 });
      // From here on the authority is known with the context.
      expect(await guest.json<SandboxView[]>('sandboxes', 'list')).toHaveLength(1);
      const followed = await guest.run(['deploy', 'checkout', 'orders', '--follow']);
      expect([followed.code, followed.out + followed.err]).toEqual([0, expect.stringContaining('build')]);
    } finally {
      await front.stop();
      await guest.remove();
    }
  });

  it('says where it cannot get to, and that nobody is signed in', async () => {
    const nobody = await Cli.create();
    expect((await nobody.run(['sandboxes', 'list'])).err).toContain('sdp login');
    const lost = nobody.with({ SDP_URL: 'http://127.0.0.1:9', SDP_TOKEN: 'sdp_x' });
    const { code, err } = await lost.run(['sandboxes', 'list']);
    expect([code, err]).toEqual([5, expect.stringContaining('cannot be reached')]);
    await nobody.remove();
  });

  it('signs out: the token is of no use any more', async () => {
    const { token } = Object.values(
      (JSON.parse(await readFile(cli.configFile, 'utf8')) as { contexts: Record<string, { token: string }> })
        .contexts,
    )[0]!;
    expect((await cli.run(['logout'])).code).toBe(0);
    const headers = { authorization: `Bearer ${token}` };
    expect((await platform.api.fetch('GET', '/session', undefined, headers)).status).toBe(401);
  });
});
