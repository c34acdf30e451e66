import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../until.js';

/** A run of deploy.sh, as an operator sees it. */
export class DeployRun {
  output = '';
  private readonly child;
  private readonly exited: Promise<number>;

  constructor(options: readonly string[], passwords: Readonly<Record<string, string>> = {}) {
    this.child = spawn('deploy/deploy.sh', options, {
      env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/root', ...passwords },
      stdio: ['ignore', 'pipe', 'pipe'],
      detached: true,
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    this.exited = once(this.child, 'close').then(([code]) => Number(code));
  }

  /** As Ctrl-C at a terminal does: it reaches everything that was started in the foreground. */
  async interrupt(): Promise<void> {
    if (this.child.pid) process.kill(-this.child.pid, 'SIGINT');
    await this.exited;
  }

  /** The exit code. One that does not end is killed, and fails with what it said and what it was at. */
  async end(deadlineMs = 300_000): Promise<number> {
    const over = new AbortController();
    const late = delay(deadlineMs, null, { signal: over.signal }).catch(() => null);
    const code = await Promise.race([this.exited, late]);
    over.abort();
    if (code !== null) return code;
    const processes = execFileSync('ps', ['-e', '--forest', '-o', 'pid,ppid,stat,etimes,args'], {
      encoding: 'utf8',
    });
    const own = processes.split('\n').filter((line) => /deploy\.sh|\bssh /.test(line));
    this.child.kill('SIGTERM');
    throw new Error(`deploy.sh runs for ${deadlineMs} ms:\n${this.output}\n${own.join('\n')}`);
  }

  /** Fails with all that it said when it ends with another exit code. */
  async endWith(expected: number): Promise<void> {
    const code = await this.end();
    if (code !== expected)
      throw new Error(`deploy.sh ended with exit code ${code} instead of ${expected}:\n${this.output}`);
  }

  /** Fails as soon as the run has ended without these words, and tells what it said instead. */
  async untilItSays(words: string | RegExp, deadlineMs = 300_000): Promise<void> {
    const isSaid = () => this.output.match(words) !== null;
    await until('deploy.sh goes on', deadlineMs, async () => isSaid() || this.child.exitCode !== null).catch(
      () => undefined,
    );
    if (!isSaid())
      throw new Error(`deploy.sh (exit code ${this.child.exitCode}) never said "${words}":\n${this.output}`);
  }

  /** Of the table at the end: "<host> <component> <result>". */
  get results(): string[] {
    const [, table = ''] = this.output.split(/^host +component +result$/m);
    return table
      .split('\n')
      .filter(Boolean)
      .map((line) => line.trim().replace(/ {2,}/g, ' '));
  }
}
