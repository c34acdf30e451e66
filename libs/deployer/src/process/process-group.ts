import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 20;

/** A child started with `detached: true` leads a process group of its own: the builds' compilers, git's helpers. */
export class ProcessGroup {
  constructor(private readonly leaderPid: number) {}

  /** Asks every member to end, and kills those that have not after `graceMs`. Resolves when none is left. */
  async terminate(graceMs: number): Promise<void> {
    const deadline = performance.now() + graceMs;
    this.signal('SIGTERM');
    while (this.isAlive() && performance.now() < deadline) await delay(POLL_MS);
    this.kill();
  }

  /** Kills every member at once: also what a child left behind when it ended. */
  kill(): void {
    this.signal('SIGKILL');
  }

  private isAlive(): boolean {
    return this.signal(0);
  }

  private signal(signal: NodeJS.Signals | 0): boolean {
    try {
      return process.kill(-this.leaderPid, signal);
    } catch {
      return false; // ESRCH: nobody is left
    }
  }
}
