import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { asRoot, findCommand, run, systemPath } from './commands.mjs';
import { EngineApi } from './engine-api.mjs';
import { lastLines, sizeOf } from './log-tail.mjs';
import { isAlive, processesWhere, programOf } from './process-table.mjs';
import { SetupError } from './setup-error.mjs';
import { TOOLS } from './packages.mjs';

const START_DEADLINE_MS = 60_000;
const STOP_DEADLINE_MS = 30_000;

/**
 * The Docker engine that this installation uses: the one that answers at the socket, else the system's service,
 * else a dockerd of its own with everything below the data folder. No init system is needed.
 */
export class Engine {
  /** @param {import('./settings.mjs').Settings} settings */
  constructor({ engineSocket, home }) {
    this.api = new EngineApi(engineSocket);
    this.socket = engineSocket;
    this.folder = join(home, 'engine');
    this.pidFile = join(this.folder, 'dockerd.pid');
    this.log = join(home, 'logs', 'engine.log');
    // Short, since it holds sockets and a socket's path has at most 107 bytes; in memory, as it dies with the engine.
    this.runFolder = `/run/sdp-engine-${createHash('sha256').update(home).digest('hex').slice(0, 8)}`;
  }

  /**
   * What has to be installed and started; nothing when an engine answers.
   *
   * @returns {Promise<{ tools: import('./packages.mjs').Tool[], actions: import('./plan.mjs').Action[] }>}
   */
  async plan() {
    const state = await this.api.state();
    if (state === 'answers') return { tools: [], actions: [] };
    if (state === 'forbidden') {
      throw new SetupError(
        `The Docker engine at ${this.socket} does not let this user in. Run it with sudo, or:\n` +
          `  sudo usermod -aG docker ${process.env['USER'] ?? '$USER'}    (then log out and in again)`,
      );
    }
    const rows = [{ what: 'Docker engine', why: `none answers at ${this.socket}`, how: this.howItStarts() }];
    // A person who let it be started once need not be asked again.
    return {
      tools: [TOOLS.engine],
      actions: [{ rows, installs: !existsSync(join(this.folder, 'data')), run: () => this.start() }],
    };
  }

  /** Makes an engine answer. */
  async start() {
    // Installing the package starts the service where there is an init system.
    if (isSystemdRunning() && (await this.answersWithin(10_000))) return;
    if (isSystemdRunning() && this.isSystemSocket()) await this.startService();
    else await this.startOwn();
  }

  /** Whether the engine that runs is one that `startOwn` started, in this run or an earlier one. */
  isOwn() {
    const pid = this.ownPid();
    return pid !== null && isAlive(pid) && programOf(pid) === 'dockerd';
  }

  /**
   * Ends an engine of our own and what it ran; a foreign one is left alone. Where the data folder lies in a private
   * mount, as without an init system, dockerd mounts it onto itself and leaves that behind.
   */
  async stopOwn() {
    const pid = this.ownPid();
    if (pid !== null && this.isOwn()) await this.end(pid);
    for (const mount of mountsBelow(this.folder)) await this.asRoot(['umount', mount]);
  }

  /** @param {number} pid */
  async end(pid) {
    await this.asRoot(['kill', String(pid)]);
    const deadline = Date.now() + STOP_DEADLINE_MS;
    while (isAlive(pid)) {
      if (Date.now() > deadline)
        throw new SetupError(`The Docker engine (pid ${pid}) does not end; see ${this.log}.`);
      await delay(100);
    }
  }

  howItStarts() {
    return isSystemdRunning() && this.isSystemSocket()
      ? 'systemctl start docker'
      : `dockerd, with its data in ${this.folder}`;
  }

  isSystemSocket() {
    return ['/var/run/docker.sock', '/run/docker.sock'].includes(this.socket);
  }

  async startService() {
    await this.asRoot(['systemctl', 'start', 'docker']);
    if (await this.answersWithin(START_DEADLINE_MS)) return;
    throw new SetupError(
      `The service docker was started and does not answer at ${this.socket}: see journalctl -u docker.`,
    );
  }

  async startOwn() {
    mkdirSync(this.folder, { recursive: true, mode: 0o711 });
    mkdirSync(dirname(this.socket), { recursive: true });
    if (existsSync(this.pidFile) && !this.isOwn()) rmSync(this.pidFile, { force: true });

    // In a session of its own, so that Ctrl-C does not reach it; sudo itself stays here, to ask for a password.
    const daemon = [findCommand('dockerd') ?? 'dockerd', ...this.daemonArguments()];
    const before = sizeOf(this.log);
    await this.asRoot(['sh', '-c', 'setsid "$@" </dev/null >>"$0" 2>&1 &', this.log, ...daemon]);
    const isGone = () => processesWhere((command) => command.includes(this.pidFile)).length === 0;

    if (await this.answersWithin(START_DEADLINE_MS, isGone)) return;
    throw new SetupError(
      [
        `The Docker engine did not start. It needs a kernel with cgroups, overlay or vfs storage, and iptables.`,
        lastLines(this.log, 15, before),
      ].join('\n'),
    );
  }

  daemonArguments() {
    const group = String(process.getgid?.() ?? 0);
    return [
      ...['--host', `unix://${this.socket}`, '--group', group, '--pidfile', this.pidFile],
      ...['--data-root', join(this.folder, 'data'), '--exec-root', this.runFolder],
      // Each sandbox has a network of its own, and the engine's own ranges end at the thirty-first.
      ...['--default-address-pool', 'base=172.16.0.0/12,size=24'],
    ];
  }

  /** @param {number} milliseconds @param {() => boolean} [isHopeless] */
  async answersWithin(milliseconds, isHopeless = () => false) {
    const deadline = Date.now() + milliseconds;
    while (Date.now() < deadline && !isHopeless()) {
      if ((await this.api.state()) === 'answers') return true;
      await delay(100);
    }
    return false;
  }

  /** @param {string[]} command */
  async asRoot(command) {
    const rooted = asRoot(command);
    if (rooted === null)
      throw new SetupError(`This needs root: run it as root, or install sudo.\n  ${command.join(' ')}`);
    const hint = 'Root is needed here: run it with sudo, or start a Docker engine yourself and try again.';
    await run(rooted, { log: this.log, hint, env: { ...process.env, PATH: systemPath() } });
  }

  ownPid() {
    try {
      return Number.parseInt(readFileSync(this.pidFile, 'utf8'), 10) || null;
    } catch {
      return null;
    }
  }
}

/**
 * Mount points below a folder, the deepest first: proc_pid_mountinfo(5).
 *
 * @param {string} folder
 */
function mountsBelow(folder) {
  const points = readFileSync('/proc/self/mountinfo', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '');
  return points.filter((point) => point.startsWith(`${folder}/`)).sort((a, b) => b.length - a.length);
}

const isSystemdRunning = () => existsSync('/run/systemd/system');
