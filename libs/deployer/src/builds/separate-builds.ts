import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DeployError } from '../errors.js';
import { type HostLock, tryLock } from '../process/host-lock.js';
import { type CommandOptions, type CommandResult, runCommand } from '../process/run-command.js';
import { type BuildCommand } from '../strategies/deploy-strategy.js';
import { type BuildRunner } from './build-runner.js';
import { type BuildUser, findBuildUser } from './build-user.js';
import { checkHost } from './check-host.js';
import { openDataFolder, PASSABLE } from './data-folder.js';
import { findProgram } from '../process/find-program.js';
import { closeGates, closeGatesBelow, gatesOf, handOver, openGates, takeBack } from './hand-over.js';
import { endProcessesOf } from './user-processes.js';
import { withoutRights } from './without-rights.js';

export interface SeparateBuildsOptions {
  /** Names of users that builds may run as. Agents of one host may share them. */
  users: readonly string[];
  dataDir: string;
  cacheDir: string;
  dockerSocket: string;
}

const CACHE = 'cache';
const POLL_MS = 50;

/**
 * Builds run as somebody who may nothing, one at a time per user on this host: so whatever runs as that user belongs
 * to the build, and is ended with it. It reaches the release it makes and the caches of its repository, each behind
 * a folder that is passable for that user only, and only meanwhile.
 */
export class SeparateBuilds implements BuildRunner {
  private users: readonly BuildUser[] = [];

  constructor(private readonly options: SeparateBuildsOptions) {}

  async prepare(): Promise<void> {
    const { dataDir, cacheDir } = this.options;
    this.users = await Promise.all(this.options.users.map(findBuildUser));
    await mkdir(cacheDir, { recursive: true });
    const isCacheInside = dirname(cacheDir) === dataDir;
    await openDataFolder(dataDir, isCacheInside ? [...PASSABLE, basename(cacheDir)] : PASSABLE);
    for (const user of this.users) await checkHost(user, this.options);
    for (const user of this.users) await this.endLeftovers(user);
    await closeGatesBelow(join(dataDir, 'releases'), 3);
    if (isCacheInside) await closeGatesBelow(cacheDir, 1);
  }

  cacheOf(repository: string): string {
    return join(this.options.cacheDir, repository, CACHE);
  }

  async run(command: BuildCommand, options: CommandOptions): Promise<CommandResult> {
    const program = await findProgram(command.program, command.env['PATH'] ?? '');
    if (program === null) throw programMissing(command.program);
    const { user, lock } = await this.takeUser(options);
    try {
      return await this.runAs(user, { ...command, program }, options);
    } finally {
      lock.release();
    }
  }

  /** Nobody runs as a build user of this host meanwhile, for this agent or another: so nothing moves in the cache. */
  async whileIdle(_cache: string, work: () => Promise<void>): Promise<boolean> {
    const locks: HostLock[] = [];
    try {
      for (const user of this.users) {
        const lock = await tryLock(lockOf(user));
        if (!lock) return false;
        locks.push(lock);
      }
      await work();
      return true;
    } finally {
      for (const lock of locks) lock.release();
    }
  }

  /** Gives the user what the build writes to, and takes it back whatever happens. Caches stay theirs. */
  private async runAs(
    user: BuildUser,
    command: BuildCommand,
    options: CommandOptions,
  ): Promise<CommandResult> {
    const written = [command.cwd, ...command.writesTo];
    const gates = gatesOf(written);
    for (const gate of gates) await mkdir(gate, { recursive: true, mode: 0o700 });
    await endProcessesOf(user);
    const scratch = await mkdtemp(join(dirname(command.cwd), 'tmp-'));
    try {
      await handOver([...written, scratch], user);
      await openGates(gates, user);
      const env = { ...command.env, HOME: scratch, TMPDIR: scratch };
      return await runCommand(withoutRights({ ...command, env }, user), options);
    } finally {
      await closeGates(gates);
      await endProcessesOf(user);
      await takeBack(written.filter((folder) => !folder.startsWith(`${this.options.cacheDir}/`)));
      await rm(scratch, { recursive: true, force: true });
    }
  }

  private async takeUser({ signal, onLine }: CommandOptions): Promise<{ user: BuildUser; lock: HostLock }> {
    for (let isFirst = true; ; isFirst = false) {
      signal?.throwIfAborted();
      for (const user of this.users) {
        const lock = await tryLock(lockOf(user));
        if (lock) return { user, lock };
      }
      if (isFirst) onLine?.('err', 'waits until another build on this host is over');
      await pause(POLL_MS);
    }
  }

  /** What an agent that was killed left running. A user who is taken builds for another agent. */
  private async endLeftovers(user: BuildUser): Promise<void> {
    const lock = await tryLock(lockOf(user));
    if (!lock) return;
    await endProcessesOf(user).finally(() => lock.release());
  }
}

function lockOf({ uid }: BuildUser): string {
  return `build-user-${uid}`;
}

function programMissing(program: string): DeployError {
  return new DeployError(
    'toolchain-missing',
    `"${program}" is not on this host. Install it, or correct PATH of the agent.`,
    'platform',
  );
}
