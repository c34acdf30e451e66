import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { until } from './until.js';

export interface Ended {
  code: number | null;
  out: string;
  err: string;
}

export const PROGRAM = resolve('dist/apps/cli/sdp.mjs');

/** `sdp` as somebody runs it: a process of its own, with a home of its own. */
export class Cli {
  private constructor(
    readonly home: string,
    private readonly env: Record<string, string>,
  ) {}

  static async create(env: Record<string, string> = {}): Promise<Cli> {
    return new Cli(await mkdtemp(join(tmpdir(), 'sdp-cli-')), env);
  }

  with(env: Record<string, string>): Cli {
    return new Cli(this.home, { ...this.env, ...env });
  }

  get configFile(): string {
    return join(this.home, 'sdp', 'config.json');
  }

  async config(): Promise<{ text: string; mode: number }> {
    const { mode } = await stat(this.configFile);
    return { text: await readFile(this.configFile, 'utf8'), mode: mode & 0o777 };
  }

  remove(): Promise<void> {
    return rm(this.home, { recursive: true, force: true });
  }

  async run(args: readonly string[], stdin = ''): Promise<Ended> {
    return this.start(args, stdin).ended;
  }

  /** For what has to work: fails with what it said. */
  async json<T>(...args: string[]): Promise<T> {
    const { code, out, err } = await this.run(['--json', ...args]);
    if (code !== 0) throw new Error(`sdp ${args.join(' ')} ended with ${code}: ${err}`);
    return JSON.parse(out) as T;
  }

  start(args: readonly string[], stdin = ''): RunningCli {
    const child = spawn(process.execPath, [PROGRAM, ...args], {
      env: { PATH: process.env['PATH'] ?? '', HOME: this.home, XDG_CONFIG_HOME: this.home, ...this.env },
    });
    child.stdin.end(stdin);
    return new RunningCli(child);
  }
}

export class RunningCli {
  readonly ended: Promise<Ended>;
  private out = '';
  private err = '';

  constructor(private readonly child: ChildProcessWithoutNullStreams) {
    child.stdout.setEncoding('utf8').on('data', (text: string) => (this.out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.err += text));
    this.ended = new Promise((resolve) =>
      child.once('close', (code) => resolve({ code, out: this.out, err: this.err })),
    );
  }

  untilItSays(text: string): Promise<unknown> {
    return until(`sdp says ${text}`, 60_000, async () => (this.out + this.err).includes(text));
  }

  interrupt(): void {
    this.child.kill('SIGINT');
  }
}
