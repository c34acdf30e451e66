import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { closeSync, openSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { until } from '../until.js';
import { type Lan } from './lan.js';

const run = promisify(execFile);

export interface TestHostOptions {
  name: string;
  /** Last number of its address. */
  number: number;
  /** Who may sign in and become root: with a password, or with a key and without being asked for one. */
  user: { name: string } & ({ password: string } | { publicKey: string });
}

/**
 * A machine of its own as far as programs can see: this machine's files under a layer that takes all changes, its own
 * network, users, processes, a real systemd as process 1, sshd, nginx and a Docker engine. Needs root.
 */
export class TestHost {
  private folder!: string;
  private machine!: ChildProcess;
  private init!: number;
  private link!: string;
  address!: string;

  private constructor(
    private readonly lan: Lan,
    readonly options: TestHostOptions,
  ) {}

  static async start(lan: Lan, options: TestHostOptions): Promise<TestHost> {
    const host = new TestHost(lan, options);
    try {
      await host.layOut();
      await host.boot();
    } catch (error) {
      await host.stop();
      throw error;
    }
    return host;
  }

  /** A path of the host as this machine sees it. */
  path(inside: string): string {
    return join('/proc', String(this.init), 'root', inside);
  }

  /** Runs a command on the host, as root, and gives its output. */
  async run(...command: string[]): Promise<string> {
    const words = ['--target', String(this.init), '--all', '--', ...command];
    const { stdout } = await run('nsenter', words, { maxBuffer: 64 * 1024 * 1024 });
    return stdout.trimEnd();
  }

  sh(script: string): Promise<string> {
    return this.run('sh', '-c', script);
  }

  /** As somebody types it at a terminal of the host. */
  bash(commands: string): Promise<string> {
    return this.run('bash', '-c', commands);
  }

  async write(inside: string, content: string, mode = 0o644): Promise<void> {
    await writeFile(this.path(inside), content, { mode });
  }

  mainPid(unit: string): Promise<string> {
    return this.run('systemctl', 'show', '--property', 'MainPID', '--value', unit);
  }

  pullPlug(): void {
    this.lan.pull(this.link);
  }

  plugIn(): void {
    this.lan.plug(this.link);
  }

  /** Everything that was written on it so far, Docker's images aside. */
  get changes(): string {
    return join(this.folder, 'changes');
  }

  async publicHostKey(): Promise<string> {
    const key = await readFile(join(this.root, 'etc/ssh/ssh_host_ed25519_key.pub'), 'utf8');
    return `${this.address} ${key.split(' ').slice(0, 2).join(' ')}`;
  }

  async stop(): Promise<void> {
    if (this.init) await this.sh('docker rm -f $(docker ps -aq)').catch(() => undefined);
    if (this.machine?.exitCode === null && this.machine.signalCode === null) {
      const exited = once(this.machine, 'exit');
      if (this.init) process.kill(this.init, 'SIGKILL');
      else this.machine.kill('SIGTERM');
      await exited;
    }
    if (!this.folder) return;
    await run('umount', ['--lazy', this.root]).catch(() => undefined);
    await rm(this.folder, { recursive: true, force: true });
  }

  private get root(): string {
    return join(this.folder, 'root');
  }

  private async layOut(): Promise<void> {
    this.folder = await mkdtemp('/var/tmp/sdp-host-');
    const at = (name: string) => join(this.folder, name);
    for (const name of ['root', 'changes', 'work', 'docker']) await mkdir(at(name));
    const layers = `lowerdir=/,upperdir=${at('changes')},workdir=${at('work')}`;
    execFileSync('mount', ['-t', 'overlay', 'overlay', '-o', layers, this.root]);

    const { name } = this.options;
    const etc = join(this.root, 'etc');
    await writeFile(join(etc, 'hostname'), `${name}\n`);
    await writeFile(join(etc, 'hosts'), `127.0.0.1 localhost\n127.0.1.1 ${name}\n`);
    // Without one systemd would take this for a first boot, and enable everything that is installed.
    await writeFile(join(etc, 'machine-id'), `${randomBytes(16).toString('hex')}\n`);
    await writeFile(join(etc, 'systemd/system/sdp-test.target'), TARGET);
    for (const file of ['ssh/ssh_host_ed25519_key', 'ssh/ssh_host_ed25519_key.pub'])
      await rm(join(etc, file), { force: true });
    execFileSync('ssh-keygen', [
      '-q',
      '-t',
      'ed25519',
      '-N',
      '',
      '-f',
      join(etc, 'ssh/ssh_host_ed25519_key'),
    ]);
    for (const folder of ['opt/sdp', 'etc/sdp', 'var/lib/sdp'])
      await rm(join(this.root, folder), { recursive: true, force: true });
  }

  private async boot(): Promise<void> {
    const { namespace, address, link } = this.lan.join(this.options.number);
    Object.assign(this, { address, link });
    const log = openSync(join(this.folder, 'console.log'), 'a');
    const words = [
      `--directory=${this.root}`,
      '--boot',
      '--register=no',
      '--keep-unit',
      '--console=pipe',
      `--machine=${this.options.name}`,
      `--network-namespace-path=/run/netns/${namespace}`,
      // What its Docker engine needs: rights, system calls, and a folder that can carry layers.
      '--capability=all',
      '--system-call-filter=@known @keyring bpf perf_event_open',
      `--bind=${join(this.folder, 'docker')}:/var/lib/docker`,
      'systemd.unit=sdp-test.target',
    ];
    this.machine = spawn('systemd-nspawn', words, { stdio: ['ignore', log, log] });
    closeSync(log);
    this.init = await until(`${this.options.name} has a process 1`, 30_000, () => this.systemd());
    await until(`${this.options.name} has booted`, 60_000, async () =>
      /running|degraded/.test(await this.sh('systemctl is-system-running || true')),
    );
    await this.letIn();
    await this.startEngine();
  }

  /** nspawn's child that has become systemd; there are others on the way there. */
  private async systemd(): Promise<number | undefined> {
    const { pid } = this.machine;
    if (this.machine.exitCode !== null)
      throw new Error(await readFile(join(this.folder, 'console.log'), 'utf8'));
    const children = (await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')).trim().split(' ');
    for (const child of children)
      if ((await readFile(`/proc/${child}/comm`, 'utf8')) === 'systemd\n') return Number(child);
    return undefined;
  }

  private async letIn(): Promise<void> {
    const { user } = this.options;
    await this.sh(`useradd --create-home --shell /bin/bash ${user.name}`);
    const rule = 'password' in user ? 'ALL' : 'NOPASSWD: ALL';
    await this.write(`/etc/sudoers.d/${user.name}`, `${user.name} ALL=(ALL) ${rule}\n`, 0o440);
    if ('password' in user) {
      await this.write('/root/new-password', `${user.name}:${user.password}\n`, 0o600);
      await this.sh('chpasswd </root/new-password; rm /root/new-password');
      return;
    }
    const home = `/home/${user.name}`;
    await this.sh(`install -d -m 700 -o ${user.name} ${home}/.ssh`);
    await this.write(`${home}/.ssh/authorized_keys`, `${user.publicKey}\n`);
  }

  /** On machines with the older control groups nspawn shows them read-only; the engine makes groups for containers. */
  private async startEngine(): Promise<void> {
    await this.sh(`mount -o remount,bind,rw /proc/sys
      awk '$3 == "cgroup" { print $2 }' /proc/mounts | while read -r folder; do
        mount -o remount,bind,rw,nosuid,nodev,noexec "$folder"; done`);
    await this.run('systemctl', 'start', 'docker.service');
  }
}

/** No more than a host needs here; services of the machine beneath stay off. */
const TARGET = `[Unit]
Requires=basic.target
Wants=systemd-journald.service systemd-user-sessions.service dbus.service ssh.service nginx.service
After=basic.target systemd-user-sessions.service ssh.service
AllowIsolate=yes
`;
