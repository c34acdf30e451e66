import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { lastLines } from './log-tail.mjs';
import { isAlive, startTimeOf } from './process-table.mjs';
import { SetupError } from './setup-error.mjs';

const GRACE_MS = 15_000;

/**
 * @typedef {{ name: string, command: string[], env: Record<string, string> }} Program
 * @typedef {{ name: string, pid: number, startTime: string | null }} Started
 */

/**
 * Starts programs with their output in a log file each (the one before is kept), notices when one dies, and stops them in the reverse order.
 * Pids are kept on disk, so that what an earlier run left behind by being killed is ended at the next start.
 */
export class Supervisor {
  /** @param {string} home */
  constructor(home) {
    this.logs = join(home, 'logs');
    this.file = join(home, 'processes.json');
    /** @type {Started[]} */
    this.started = [];
    this.isStopping = false;
    /** @type {(error: SetupError) => void} */
    this.reportDeath = () => undefined;
    /** Rejects when a program dies by itself. @type {Promise<never>} */
    this.death = new Promise((_, reject) => {
      this.reportDeath = reject;
    });
    this.death.catch(() => undefined); // Whoever waits for it is told as well.
  }

  /** Ends what an earlier run left; returns the names. */
  async endLeftOvers() {
    const left = this.readStarted().filter(isSameProcess);
    await Promise.all(left.map(end));
    rmSync(this.file, { force: true });
    return left.map(({ name }) => name);
  }

  /** @param {Program} program */
  start({ name, command, env }) {
    if (this.isStopping) throw new SetupError('Stopped before everything had started.');
    const log = this.logOf(name);
    if (existsSync(log)) renameSync(log, this.logOf(`${name}.previous`));
    const output = openSync(log, 'a');
    const [file = '', ...args] = command;
    // A process group of its own: Ctrl-C reaches this process alone, which then stops everything in order.
    const child = spawn(file, args, { env, detached: true, stdio: ['ignore', output, output] });
    closeSync(output);
    child.on('error', (error) => this.onDeath(name, error.message));
    child.on('exit', (code, signal) =>
      this.onDeath(name, signal ? `was ended by ${signal}` : `ended with ${code}`),
    );
    if (child.pid === undefined) return;
    this.started.push({ name, pid: child.pid, startTime: startTimeOf(child.pid) });
    this.save();
  }

  /**
   * Waits for something while looking after the programs: fails when one dies or the time is over.
   *
   * @template T
   * @param {string} what
   * @param {number} deadlineMs
   * @param {() => Promise<T | undefined | false>} probe may throw, which counts as not yet
   * @returns {Promise<T>}
   */
  async until(what, deadlineMs, probe) {
    const deadline = Date.now() + deadlineMs;
    let reason = '';
    while (Date.now() < deadline) {
      if (this.isStopping) throw new SetupError(`${what}: stopped before that.`);
      const value = await Promise.race([this.death, probe()]).catch((error) => {
        if (error instanceof SetupError) throw error;
        reason = ` (${error.cause?.message ?? error.message})`;
        return undefined;
      });
      if (value !== undefined && value !== false) return value;
      await Promise.race([this.death, delay(100)]);
    }
    throw new SetupError(
      `${what}: not after ${deadlineMs / 1_000} s${reason}. The logs are in ${this.logs}.`,
    );
  }

  /** Ends every program, the last started first. */
  async stop() {
    this.isStopping = true;
    for (const each of this.started.reverse()) await end(each);
    this.started = [];
    rmSync(this.file, { force: true });
  }

  /** Ends every program at once. */
  kill() {
    this.isStopping = true;
    for (const { pid } of this.started) signal(-pid, 'SIGKILL');
  }

  /** @param {string} name */
  logOf(name) {
    return join(this.logs, `${name}.log`);
  }

  /** @param {string} name @param {string} how */
  onDeath(name, how) {
    if (this.isStopping) return;
    this.reportDeath(new SetupError(`${name} ${how}.\n${lastLines(this.logOf(name), 20)}`));
  }

  save() {
    writeFileSync(this.file, JSON.stringify(this.started));
  }

  /** @returns {Started[]} */
  readStarted() {
    try {
      return JSON.parse(readFileSync(this.file, 'utf8'));
    } catch {
      return [];
    }
  }
}

/** A pid alone may be somebody else's by now. @param {Started} started */
const isSameProcess = ({ pid, startTime }) => isAlive(pid) && startTimeOf(pid) === startTime;

/** SIGTERM, then SIGKILL to the whole group. @param {Started} started */
async function end(started) {
  const deadline = Date.now() + GRACE_MS;
  signal(started.pid, 'SIGTERM');
  while (isSameProcess(started)) {
    if (Date.now() > deadline) signal(-started.pid, 'SIGKILL');
    await delay(50);
  }
}

/** @param {number} pid @param {NodeJS.Signals} name */
function signal(pid, name) {
  try {
    process.kill(pid, name);
  } catch {
    // It is gone already.
  }
}
