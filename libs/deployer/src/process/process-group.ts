import { readdir, readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 10;
/** A killed process needs a moment to be gone. */
const LAST_BREATH_MS = 500;

/** A child started with `detached: true` leads a process group of its own: the builds' compilers, git's helpers. */
export class ProcessGroup {
  constructor(private readonly leaderPid: number) {}

  /** Asks every member to end, and kills those that have not after `graceMs`. */
  async terminate(graceMs: number): Promise<void> {
    this.signal('SIGTERM');
    await this.gone(graceMs);
    await this.kill();
  }

  /** Kills every member: also what a child left behind when it ended. Resolves when none is left. */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    await this.gone(LAST_BREATH_MS);
  }

  private async gone(timeoutMs: number): Promise<void> {
    const deadline = performance.now() + timeoutMs;
    while ((await this.isAlive()) && performance.now() < deadline) await delay(POLL_MS);
  }

  /** Members that have ended and that nobody has reaped yet (zombies) still get signals, but do not count. */
  private async isAlive(): Promise<boolean> {
    if (!this.signal(0)) return false;
    const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
    const members = await Promise.all(pids.map((pid) => this.isLivingMember(pid)));
    return members.includes(true);
  }

  private async isLivingMember(pid: string): Promise<boolean> {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
    // proc(5): "pid (name) state ppid pgrp …"; the name may hold blanks and parentheses.
    const [state, , group] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(group) === this.leaderPid && state !== 'Z' && state !== 'X';
  }

  private signal(signal: NodeJS.Signals | 0): boolean {
    try {
      return process.kill(-this.leaderPid, signal);
    } catch {
      return false; // ESRCH: nobody is left
    }
  }
}
