import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { once } from 'node:events';

/** One program of the platform as a real process that tests kill, freeze and start again. */
export class ManagedProcess {
  private child?: ChildProcess;

  constructor(
    readonly name: string,
    private readonly entry: string,
    private readonly env: Record<string, string>,
    readonly logFile: string,
  ) {}

  get pid(): number {
    if (!this.child?.pid) throw new Error(`${this.name} does not run`);
    return this.child.pid;
  }

  get isRunning(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  start(extra: Record<string, string> = {}): void {
    const log = openSync(this.logFile, 'a');
    this.child = spawn(process.execPath, ['--enable-source-maps', this.entry], {
      env: { PATH: process.env['PATH'] ?? '', HOME: process.env['HOME'] ?? '/root', ...this.env, ...extra },
      stdio: ['ignore', log, log],
    });
    closeSync(log);
  }

  signal(signal: NodeJS.Signals): void {
    process.kill(this.pid, signal);
  }

  async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
    if (!this.child || !this.isRunning) return;
    const exited = once(this.child, 'exit');
    this.child.kill(signal);
    const timer = setTimeout(() => this.child?.kill('SIGKILL'), 5_000);
    await exited;
    clearTimeout(timer);
  }

  output(): Promise<string> {
    return readFile(this.logFile, 'utf8');
  }
}
