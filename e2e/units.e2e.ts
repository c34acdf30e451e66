import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

/**
 * The units as systemd itself reads them (package systemd; it need not run), in a root folder that has systemd's own
 * units and, where the units look for it, a program.
 */
const run = promisify(execFile);
const SOURCE = join(__dirname, '../deploy/systemd');
/** The highest exposure, of 10, that `systemd-analyze security` may find. What an agent needs is said in its unit. */
const EXPOSURE = { 'control-plane': 1.5, 'agent-micro': 3, 'agent-gateway': 3 };
const COMPONENTS = Object.keys(EXPOSURE) as (keyof typeof EXPOSURE)[];

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sdp-units-'));
  await cp('/usr/lib/systemd/system', join(root, 'usr/lib/systemd/system'), {
    recursive: true,
    verbatimSymlinks: true,
  });
  await mkdir(join(root, 'etc/systemd/system'), { recursive: true });
  for (const component of COMPONENTS) {
    const bin = join(root, 'opt/sdp', component, 'current/bin');
    await mkdir(bin, { recursive: true });
    await writeFile(join(bin, 'node'), '', { mode: 0o755 });
    await cp(join(SOURCE, component, unitOf(component)), join(root, 'etc/systemd/system', unitOf(component)));
  }
  await writeFile(join(root, 'opt/sdp/control-plane/current/bin/sdp-admin'), '', { mode: 0o755 });
  for (const unit of ['sdp-backup.service', 'sdp-backup.timer'])
    await cp(join(SOURCE, 'control-plane', unit), join(root, 'etc/systemd/system', unit));
});

afterAll(() => rm(root, { recursive: true }));

const unitOf = (component: string) => `sdp-${component}.service`;
const analyze = (...args: string[]) => run('systemd-analyze', [`--root=${root}`, ...args]);

describe.each(COMPONENTS)('the unit of %s', (component) => {
  it('is understood by systemd to the last word', async () => {
    // An unknown key is no error for it, only a line of text.
    expect(await analyze('verify', unitOf(component))).toEqual({ stdout: '', stderr: '' });
  });

  it('shuts its program off', async () => {
    const threshold = `--threshold=${EXPOSURE[component] * 10}`;
    const { stdout } = await analyze('security', '--offline=true', threshold, unitOf(component));
    expect(stdout).toContain(`Overall exposure level for ${unitOf(component)}`);
  });

  it('restarts what fails, within limits, as its own user with its own folder', async () => {
    const unit = await readFile(join(SOURCE, component, unitOf(component)), 'utf8');
    for (const key of [
      'User=sdp-',
      'Restart=on-failure',
      'RestartSec=',
      'MemoryMax=',
      'TasksMax=',
      'LimitNOFILE=',
    ])
      expect(unit).toContain(`\n${key}`);
    expect(unit).toContain(`\nStateDirectory=sdp/${component}\n`);
    expect(unit).toContain(`\nEnvironmentFile=/etc/sdp/${component}.env\n`);
  });

  it('has its users made', async () => {
    const file = join(SOURCE, component, 'sysusers.d', `sdp-${component}.conf`);
    const empty = await mkdtemp(join(tmpdir(), 'sdp-users-'));
    await mkdir(join(empty, 'etc'));
    await run('systemd-sysusers', [`--root=${empty}`, file]);
    const users = await readFile(join(empty, 'etc/passwd'), 'utf8');
    const user = /^User=(\S+)$/m.exec(
      await readFile(join(SOURCE, component, unitOf(component)), 'utf8'),
    )![1]!;
    expect(users).toMatch(new RegExp(`^${user}:.*:/usr/sbin/nologin$`, 'm'));
    if (component !== 'control-plane')
      expect(users).toMatch(/^sdp-build:.*:\/nonexistent:\/usr\/sbin\/nologin$/m);
    await rm(empty, { recursive: true });
  });
});

describe('the nightly backup', () => {
  it('is understood by systemd to the last word', async () => {
    expect(await analyze('verify', 'sdp-backup.timer', 'sdp-backup.service')).toEqual({
      stdout: '',
      stderr: '',
    });
  });

  it('reaches no network, and no more than the control plane', async () => {
    const { stdout } = await analyze('security', '--offline=true', '--threshold=20', 'sdp-backup.service');
    expect(stdout).toContain('Overall exposure level for sdp-backup.service');
  });
});

it('of an agent leaves running what outlives the agent, and the rest of it alone when a build needs too much', async () => {
  for (const component of ['agent-micro', 'agent-gateway']) {
    const unit = await readFile(join(SOURCE, component, unitOf(component)), 'utf8');
    for (const line of ['KillMode=process', 'OOMPolicy=continue', 'Environment=SDP_BUILD_USER=sdp-build'])
      expect(unit).toContain(`\n${line}\n`);
  }
});
