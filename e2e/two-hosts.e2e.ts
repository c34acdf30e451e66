import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type SandboxView } from '@sdp/protocol';
import { EXAMPLES, type GitServer, makeExample, startGitServer } from '@sdp/testing';
import { ApiClient } from './support/api-client.js';
import { ask } from './support/ask.js';
import { startBaseline } from './support/baseline.js';
import { Hammer } from './support/hammer.js';
import { CommandLineWatch } from './support/hosts/command-line-watch.js';
import { DeployRun } from './support/hosts/deploy-script.js';
import { commandsOfGuide } from './support/hosts/guide.js';
import { loadBaseImage } from './support/hosts/base-images.js';
import { Lan } from './support/hosts/lan.js';
import { damagedCopy, laterRelease } from './support/hosts/release-archives.js';
import { TestHost } from './support/hosts/test-host.js';
import { testPackages } from './support/packages/test-packages.js';
import { until } from './support/until.js';

const GO_IMAGE = process.env['SDP_TEST_GO_IMAGE'] ?? 'sdp-base-go:1';
const PHP_IMAGE = process.env['SDP_TEST_PHP_IMAGE'] ?? 'sdp-base-php:1';
const SITE = '/etc/nginx/sites-available/sdp';
const COMPONENTS = ['control-plane', 'admin', 'agent-gateway', 'agent-micro'];

/** With signs that a shell or sshd could stumble over. */
const canary = () => `canary ${randomBytes(9).toString('base64url')} $'"\\`;
const PASSWORD = canary();
const GIT_PASSWORD = `canary-${randomBytes(9).toString('base64url')}`;
const secret = () => randomBytes(24).toString('hex');

/** Where there is a database it is upgraded first, behind a copy, as a control plane does it. */
const BROKEN_PROGRAM = `
import { existsSync, mkdirSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
const folder = process.env.SDP_DATA_DIR;
if (existsSync(folder + '/control-plane.sqlite')) {
  const database = new DatabaseSync(folder + '/control-plane.sqlite');
  const isUpgraded = database.prepare("SELECT 1 FROM migrations WHERE name LIKE 'FromTheFuture%'").get();
  if (!isUpgraded) {
    mkdirSync(folder + '/upgrade-backups', { recursive: true });
    database.exec("VACUUM INTO '" + folder + "/upgrade-backups/" + Date.now() + "-after-AllOfNow.sqlite'");
    database.exec("INSERT INTO migrations (timestamp, name) VALUES (9999999999999, 'FromTheFuture9999999999999')");
  }
}
console.error('this release is broken');
process.exit(1);
`;

/** What waits has deadlines of its own, with words. */
jest.setTimeout(600_000);

describe('two hosts without internet, installed and upgraded over SSH', () => {
  const lan = new Lan();
  let folder: string;
  let packages: string;
  let gatewayHost: TestHost;
  let microHost: TestHost;
  let git: GitServer;
  let baseline: Awaited<ReturnType<typeof startBaseline>>;
  let api: ApiClient;
  let sandbox: SandboxView;
  let switchUrl: string;
  let commandLines: CommandLineWatch;

  const at = (...parts: string[]) => join(folder, ...parts);
  const inventory = (micro = 'identity=key') =>
    writeFileSync(
      at('inventory'),
      `${gatewayHost.address} deployer control-plane,admin,agent-gateway name=gateway-host password=SDP_GATEWAY_PASS settings=gateway-host site=${SITE}\n` +
        `${microHost.address} deployer agent-micro name=micro-host ${micro} settings=micro-host\n`,
    );
  const deploy = (options: string[] = [], passwords: Record<string, string> = {}) =>
    new DeployRun(
      [
        '--inventory',
        at('inventory'),
        '--known-hosts',
        at('known_hosts'),
        '--packages',
        packages,
        ...options,
      ],
      { SDP_GATEWAY_PASS: PASSWORD, ...passwords },
    );
  /** Debian's default site stays beside it: the agents' address has to be named here. */
  const siteContent = () =>
    `# The company's own words.\nserver {\n    listen 80;\n    server_name sdp.test ${gatewayHost.address};\n}\n`;
  const releaseOf = (host: TestHost, component: string) =>
    host.sh(`readlink /opt/sdp/${component}/current || echo none`);
  /** Every file with its time, every folder, wherever a deployment puts something. */
  const everythingOn = (host: TestHost) =>
    host.sh(`find /opt/sdp /etc /var/lib/sdp /var/tmp /home 2>/dev/null \\( -path '*/sdp-host-*' -o -path '*/systemd-private-*' \\) -prune \
      -o -type d -printf '%p/\\n' -o -printf '%p %s %T@ %l\\n' | sort`);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'sdp-two-hosts-'));
    packages = await testPackages();
    execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', at('key')]);
    lan.open();
    [gatewayHost, microHost] = await Promise.all([
      TestHost.start(lan, {
        name: 'gateway-host',
        number: 2,
        user: { name: 'deployer', password: PASSWORD },
      }),
      TestHost.start(lan, {
        name: 'micro-host',
        number: 3,
        user: { name: 'deployer', publicKey: readFileSync(at('key.pub'), 'utf8').trim() },
      }),
    ]);
    writeFileSync(
      at('known_hosts'),
      `${await gatewayHost.publicHostKey()}\n${await microHost.publicHostKey()}\n`,
    );
    for (const host of [gatewayHost, microHost]) await host.bash(commandsOfGuide('Install', 1));
    await Promise.all([loadBaseImage(microHost, GO_IMAGE), loadBaseImage(gatewayHost, PHP_IMAGE)]);
    await gatewayHost.write(SITE, siteContent());
    await gatewayHost.sh(`ln -s ${SITE} /etc/nginx/sites-enabled/sdp && systemctl reload nginx`);
    await holdableGo(microHost);

    mkdirSync(at('git'));
    for (const name of ['orders', 'api-gateway'] as const) await makeExample(at('git'), name);
    git = await startGitServer({
      root: at('git'),
      host: lan.address,
      username: 'dev',
      password: GIT_PASSWORD,
      otherUsernames: ['ops'],
    });
    baseline = await startBaseline(lan.address);
    writeSettings();
    inventory();
    api = new ApiClient(`http://${gatewayHost.address}`);
    switchUrl = `http://${gatewayHost.address}:8080`;
    commandLines = new CommandLineWatch([PASSWORD, GIT_PASSWORD]);
  }, 600_000);

  afterAll(async () => {
    commandLines?.stop();
    baseline?.close();
    await git?.close();
    await Promise.all([gatewayHost?.stop(), microHost?.stop()]);
    lan.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function writeSettings(): void {
    const tokens = { micro: secret(), gateway: secret() };
    const settings = (host: string, component: string, values: Record<string, string>) => {
      mkdirSync(at(host), { recursive: true });
      const lines = Object.entries(values).map(([name, value]) => `${name}=${value}\n`);
      writeFileSync(at(host, `${component}.env`), lines.join(''));
    };
    const repository = (name: 'orders' | 'api-gateway') =>
      JSON.stringify([
        { name, stack: EXAMPLES[name].stack, url: `${git.url}/${name}.git`, defaultBranch: 'main' },
      ]);
    const agent = (host: TestHost) => ({
      SDP_CONTROL_URL: `http://${gatewayHost.address}`,
      SDP_AGENT_ADDRESS: host.address,
      SDP_GIT_HOSTS: new URL(git.url).host,
      SDP_GIT_ALLOW_HTTP: 'true',
      SDP_GO_IMAGE: GO_IMAGE,
      SDP_PHP_IMAGE: PHP_IMAGE,
    });
    settings('gateway-host', 'control-plane', {
      SDP_AGENT_TOKENS: `micro-1:micro:${tokens.micro},gateway-1:gateway:${tokens.gateway}`,
      SDP_MASTER_KEY: randomBytes(32).toString('hex'),
      SDP_OPS_USERS: 'ops',
      SDP_PUBLIC_ORIGINS: 'http://sdp.test',
      SDP_TRUSTED_PROXIES: '127.0.0.1',
    });
    settings('gateway-host', 'agent-gateway', {
      ...agent(gatewayHost),
      SDP_AGENT_NAME: 'gateway-1',
      SDP_AGENT_TOKEN: tokens.gateway,
      SDP_PORT_RANGE: '21500-21599',
      SDP_REPOSITORIES: `'${repository('api-gateway')}'`,
      SDP_SWITCH_LISTEN: '0.0.0.0:8080',
      SDP_SWITCH_DOMAIN: 'sandbox.test',
      SDP_BASELINE_GATEWAY: baseline.url,
    });
    settings('micro-host', 'agent-micro', {
      ...agent(microHost),
      SDP_AGENT_NAME: 'micro-1',
      SDP_AGENT_TOKEN: tokens.micro,
      SDP_PORT_RANGE: '21000-21099',
      SDP_REPOSITORIES: `'${repository('orders')}'`,
    });
  }

  describe('before anything is there', () => {
    it('says every step and touches nothing with --dry-run, as with a password for the second host', async () => {
      inventory('password=SDP_MICRO_PASS');
      await microHost.sh('cp /etc/shadow /root/shadow.before');
      await microHost.write('/root/new-password', `deployer:${PASSWORD}\n`, 0o600);
      await microHost.sh('chpasswd </root/new-password; rm /root/new-password');
      const before = [await everythingOn(gatewayHost), await everythingOn(microHost)];

      const run = deploy(['--dry-run'], { SDP_MICRO_PASS: PASSWORD });
      await run.endWith(0);
      expect(run.results).toEqual([
        'gateway-host control-plane would be updated',
        'gateway-host admin would be updated',
        'gateway-host agent-gateway would be updated',
        'micro-host agent-micro would be updated',
      ]);
      for (const component of COMPONENTS) {
        expect(run.output).toMatch(new RegExp(`upload sdp-${component}-`));
        expect(run.output).toMatch(new RegExp(`${component}: switch to `));
      }
      expect([await everythingOn(gatewayHost), await everythingOn(microHost)]).toEqual(before);
    });

    it('touches no host when one refuses the password, and says which', async () => {
      const run = deploy([], { SDP_MICRO_PASS: 'wrong' });
      await run.endWith(3);
      expect(run.output).toMatch(/micro-host: cannot be reached.*password or key was refused/);
      expect(run.results).toContain('micro-host agent-micro unreachable');
      expect(run.results).toContain('gateway-host control-plane untouched');
      expect(await releaseOf(gatewayHost, 'control-plane')).toBe('none');
      inventory();
    });

    it('refuses archives that are not what SHA256SUMS says, or not what their manifest says', async () => {
      damagedCopy(packages, at('damaged'), 'agent-micro');
      const damaged = deploy(['--packages', at('damaged')]);
      await damaged.endWith(1);
      expect(damaged.output).toMatch(/agent-micro.* is not what SHA256SUMS says/);

      laterRelease(packages, at('tampered'), 'f'.repeat(40), ['agent-micro'], (root) => {
        writeFileSync(join(root, 'systemd/sdp-agent-micro.service'), '[Service]\nExecStart=/bin/false\n');
        return 'keep the old checksums';
      });
      const tampered = deploy(['--packages', at('tampered'), '--only', 'micro-host']);
      await tampered.endWith(1);
      expect(tampered.output).toMatch(/differ from the manifest/);
      expect(await releaseOf(microHost, 'agent-micro')).toBe('none');
    });

    it('refuses a host without room before it uploads anything', async () => {
      await microHost.sh('mount -t tmpfs -o size=20m tmpfs /opt');
      const run = deploy();
      await run.endWith(3);
      await microHost.sh('umount /opt');
      expect(run.output).toMatch(/micro-host: \/opt has \d+ MiB left, and \d+ are needed/);
      expect(run.results).toContain('micro-host agent-micro refused');
      expect(await releaseOf(gatewayHost, 'control-plane')).toBe('none');
    });
  });

  it('installs everything, and nothing again in a second run', async () => {
    const run = deploy();
    await run.endWith(0);
    expect(run.results.map((line) => line.split(' ').at(-1))).toEqual(COMPONENTS.map(() => 'updated'));

    const pids = await mainPids();
    const again = deploy();
    await again.endWith(0);
    expect(again.output).toContain('Everything is up to date.');
    expect(again.results.map((line) => line.split(' ').at(-1))).toEqual(COMPONENTS.map(() => 'unchanged'));
    expect(await mainPids()).toEqual(pids);
  });

  it('brings a changed setting to the release that is there, and refuses a settings folder that is not', async () => {
    writeFileSync(at('micro-host', 'agent-micro.env'), 'SDP_RETENTION_MIRROR_DAYS=40\n', { flag: 'a' });
    const release = await releaseOf(microHost, 'agent-micro');
    const run = deploy(['--only', 'agent-micro']);
    await run.endWith(0);
    expect(run.output).toMatch(/agent-micro \S+ is there already/);
    expect(run.results).toEqual(['micro-host agent-micro updated']);
    expect(await releaseOf(microHost, 'agent-micro')).toBe(release);
    expect(
      await microHost.sh(
        'ls -d /opt/sdp/agent-micro/releases/*/ /opt/sdp/agent-micro/previous 2>/dev/null || true',
      ),
    ).toBe(`/opt/sdp/agent-micro/${release}/`);

    renameSync(at('micro-host'), at('moved'));
    const moved = deploy(['--only', 'agent-micro']);
    await moved.endWith(3);
    renameSync(at('moved'), at('micro-host'));
    expect(moved.output).toMatch(/micro-host: there is no folder .*\/micro-host, which settings= names/);
  });

  it('goes back with nobody there: whoever deployed has left', async () => {
    const settings = at('micro-host', 'agent-micro.env');
    const good = readFileSync(settings, 'utf8');
    writeFileSync(settings, good.replace(/^SDP_CONTROL_URL=.*$/m, 'SDP_CONTROL_URL=http://127.0.0.1:9'));
    const before = await microHost.mainPid('sdp-agent-micro');
    const run = deploy(['--only', 'agent-micro', '--health-timeout', '20']);
    await until('the agent to be started anew', 60_000, async () => {
      const pid = await microHost.mainPid('sdp-agent-micro');
      return pid !== before && pid !== '0';
    });
    await run.interrupt();
    await expect(microHost.sh('flock -n /run/sdp-deploy.work true')).rejects.toThrow();

    writeFileSync(settings, good);
    await until('the host to have gone back', 120_000, async () => {
      const settingsThere = await microHost.sh('flock -n /run/sdp-deploy.work cat /etc/sdp/agent-micro.env');
      return settingsThere === good.trimEnd();
    });
    const again = deploy(['--only', 'agent-micro']);
    await again.endWith(0);
    expect(again.results).toEqual(['micro-host agent-micro unchanged']);
  });

  it('makes a backup every night, and leaves it to the operator to switch that off', async () => {
    expect(await gatewayHost.sh('systemctl is-active sdp-backup.timer')).toBe('active');
    const listed = await gatewayHost.bash(commandsOfGuide('Backup and restore', 0));
    expect(listed).toMatch(/sdp-\d{4}-\d\d-\d\dT/);
    await gatewayHost.sh('systemctl disable --now sdp-backup.timer');
  });

  it('serves the admin and a sandbox across both hosts', async () => {
    const page = await ask(`${api.baseUrl}/sandboxes/anything`, { host: 'sdp.test' });
    expect(page.body).toContain('<sdp-root>');
    await api.signIn('dev', GIT_PASSWORD);
    sandbox = await api.createSandbox({
      name: 'fast-orders',
      variables: { orders_url: baseline.url, payments_url: baseline.url },
    });
    for (const [repository, branch] of [
      ['orders', 'feature/fast-orders'],
      ['api-gateway', 'main'],
    ] as const) {
      await api.addService(sandbox.id, { repository, branch, healthPath: '/health' });
      const { id } = await api.requestDeployment(sandbox.id, repository);
      const end = await api.waitForEnd(id, 150_000);
      expect({ state: end.state, log: end.state === 'succeeded' || (await api.log(id)) }).toEqual({
        state: 'succeeded',
        log: true,
      });
    }
    const answer = await until('the gateway leads to the sandbox', 30_000, async () => {
      const { json } = await ask(`${switchUrl}/orders/orders`, { 'x-sandbox': 'fast-orders' });
      return json?.from === 'sandbox' && json;
    });
    expect(answer.version).toBe('feature/fast-orders');
    expect((await ask(`${switchUrl}/orders/orders`)).json?.from).toBe('baseline');
  }, 600_000);

  it('upgrades every part while a deployment runs and requests flow: nothing is lost', async () => {
    laterRelease(packages, at('later'), 'b'.repeat(40));
    const before = await mainPids();
    const hammer = new Hammer(`${switchUrl}/orders/orders`, 4, { 'x-sandbox': 'fast-orders' });
    await microHost.write('/etc/hold-build', '');
    const { id } = await api.requestDeployment(sandbox.id, 'orders');
    await api.waitForState(id, ['building']);

    const run = deploy(['--packages', at('later')]);
    await run
      .untilItSays('agent-micro: waiting for its running deployments to end')
      .finally(() => microHost.sh('rm /etc/hold-build'));
    await run.endWith(0);

    const deployment = await api.waitForEnd(id);
    await hammer.stop();
    expect(deployment).toMatchObject({ state: 'succeeded' });
    expect(hammer.requests).toBeGreaterThan(100);
    expect(hammer.failures).toEqual([]);
    const after = await mainPids();
    for (const [unit, pid] of Object.entries(before)) expect(after[unit]).not.toBe(pid);
    for (const component of COMPONENTS)
      expect(await releaseOf(component === 'agent-micro' ? microHost : gatewayHost, component)).toMatch(
        /-b{12}$/,
      );
  });

  it('goes back by itself when a release does not become healthy', async () => {
    laterRelease(at('later'), at('broken'), 'c'.repeat(40), ['control-plane', 'agent-micro'], (root) =>
      writeFileSync(join(root, 'app/main.mjs'), BROKEN_PROGRAM),
    );
    const run = deploy(['--packages', at('broken'), '--only', 'control-plane,agent-micro']);
    await run.endWith(1);
    expect(run.output).toContain('this release is broken');
    expect(run.output).toContain('has changed the database; the copy from before is put back');
    expect(run.results).toEqual([
      'gateway-host control-plane rolled back',
      'micro-host agent-micro untouched',
    ]);
    expect(await releaseOf(gatewayHost, 'control-plane')).toMatch(/-b{12}$/);
    expect(await api.get('/session')).toMatchObject({ username: 'dev' });

    const agentOnly = deploy(['--packages', at('broken'), '--only', 'agent-micro']);
    await agentOnly.endWith(1);
    expect(agentOnly.results).toEqual(['micro-host agent-micro rolled back']);
    await api.deployWell(sandbox.id, 'orders');
  });

  it('goes back when it is told to, and says what runs where', async () => {
    const asked = deploy(['--rollback', '--only', 'control-plane,admin', '--dry-run']);
    await asked.endWith(0);
    expect(asked.results).toContain('gateway-host control-plane would be updated');
    expect(await releaseOf(gatewayHost, 'control-plane')).toMatch(/-b{12}$/);

    const run = deploy(['--rollback', '--only', 'control-plane,admin']);
    await run.endWith(0);
    expect(await releaseOf(gatewayHost, 'control-plane')).not.toMatch(/-b{12}$/);
    const status = deploy(['--status']);
    await status.endWith(0);
    expect(status.output).toMatch(/gateway-host +control-plane +active +\S+ +\S+-b{12}/);
    expect(status.output).toMatch(/micro-host +agent-micro +active +\S+-b{12}/);
  });

  it('leaves every host as it is while one cannot be reached, and says which', async () => {
    microHost.pullPlug();
    const before = await mainPids();
    const run = deploy(['--packages', at('later')]);
    await run.endWith(3);
    const status = deploy(['--status']);
    await status.endWith(3);
    microHost.plugIn();
    expect(status.output).toMatch(/gateway-host +control-plane +active/);
    expect(status.output).toMatch(/micro-host +agent-micro +unreachable/);
    expect(run.results).toContain('micro-host agent-micro unreachable');
    expect(run.results).toContain('gateway-host control-plane untouched');
    expect(await mainPids()).toEqual(before);
  });

  it('brings a backup back, and says what would be removed, with the words of the guide', async () => {
    const [latest = ''] = (await gatewayHost.sh('ls -r /var/lib/sdp/backups')).split('\n');
    const restore = commandsOfGuide('Backup and restore', 1);
    expect(restore).toContain('/sdp-2026-01-31T02-30-00-000Z ');
    await gatewayHost.bash(restore.replace('sdp-2026-01-31T02-30-00-000Z', latest));
    await until('the control plane to be back', 60_000, async () =>
      ask(`${api.baseUrl}/api/health/ready`, { host: 'sdp.test' }).then(
        ({ status }) => status === 200,
        () => false,
      ),
    );
    expect(await gatewayHost.bash(commandsOfGuide('What is kept', 0))).toContain('micro-1');
  });

  it('lets one operator at a time deploy to a host, and nobody while what was broken off goes on there', async () => {
    for (const [lock, told] of [
      ['/run/sdp-deploy.lock', /gateway-host: .*ada@laptop deploys here at the moment/],
      ['/run/sdp-deploy.work', /gateway-host: .*run that was broken off is still going on/],
    ] as const) {
      const holder = await gatewayHost.sh(
        `echo ada@laptop >/run/sdp-deploy.lock; flock --no-fork ${lock} sleep 600 >/dev/null 2>&1 & echo $!`,
      );
      const run = deploy(['--packages', at('later')]);
      await run.endWith(1);
      expect(run.output).toMatch(told);
      await gatewayHost.sh(`kill ${holder}`);
    }
  });

  it('leaves the site as it was when the block is taken out', async () => {
    await gatewayHost.run('/opt/sdp/admin/site-program/nginx-site.sh', 'remove', '--site', SITE);
    expect(readFileSync(gatewayHost.path(SITE), 'utf8')).toBe(siteContent());
  });

  it('has left the passwords nowhere', async () => {
    expect(commandLines.seen).toBeGreaterThan(1000);
    expect(commandLines.leaks).toEqual([]);
    for (const host of [gatewayHost, microHost]) {
      await host.sh('journalctl --sync');
      for (const password of [PASSWORD, GIT_PASSWORD]) {
        const found = execFileSync('sh', ['-c', 'grep -rlF -f - -- "$1" || true', '-', host.changes], {
          input: password,
          encoding: 'utf8',
        });
        expect(found).toBe('');
      }
    }
    const here = execFileSync('sh', ['-c', 'ls -d /tmp/sdp-deploy.* 2>/dev/null || true'], {
      encoding: 'utf8',
    });
    expect(here).toBe('');
  });

  it('goes from both hosts without a trace, with the words of the guide', async () => {
    for (const host of [gatewayHost, microHost]) {
      const [site = '', ...rest] = commandsOfGuide('Uninstall').trim().split('\n');
      expect(site).toContain('nginx-site.sh remove');
      await host.bash(rest.join('\n'));
      const traces =
        'ls -d /opt/sdp /etc/sdp /var/lib/sdp /etc/systemd/system/sdp-{backup,control,agent}* 2>/dev/null || true';
      expect(await host.bash(traces)).toBe('');
      expect(await host.sh("getent passwd | grep '^sdp-' || true")).toBe('');
      expect(await host.sh('docker ps -aq --filter label=sdp.agent')).toBe('');
    }
  });

  async function mainPids(): Promise<Record<string, string>> {
    return {
      'control-plane': await gatewayHost.mainPid('sdp-control-plane'),
      'agent-gateway': await gatewayHost.mainPid('sdp-agent-gateway'),
      'agent-micro': await microHost.mainPid('sdp-agent-micro'),
    };
  }
});

/** A `go` before the real one on the host, whose builds wait while /etc/hold-build is there. */
async function holdableGo(host: TestHost): Promise<void> {
  const script = `#!/bin/sh
if [ "$1" = build ]; then while [ -e /etc/hold-build ]; do sleep 0.05; done; fi
exec /usr/bin/go "$@"
`;
  await host.write('/usr/local/sbin/go', script, 0o755);
}
