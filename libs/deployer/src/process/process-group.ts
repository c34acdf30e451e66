import { setTimeout as delay } from 'node:timers/promises';

const POLL_MS = 10;
/** A killed process needs a moment; one that nobody reaps stays in the table, and is not waited for. */
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
    while (this.isAlive() && performance.now() < deadline) await delay(POLL_MS);
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
