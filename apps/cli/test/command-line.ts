import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Context, Contexts } from '../src/config/contexts.js';
import { readEnvironment } from '../src/config/environment.js';
import { run } from '../src/run.js';

export interface Ended {
  code: number;
  out: string;
  err: string;
}

/** `sdp` within the test's process, with a home of its own. */
export class CommandLine {
  private constructor(
    private readonly home: string,
    private readonly env: Record<string, string>,
  ) {}

  static async create(env: Record<string, string> = {}): Promise<CommandLine> {
    return new CommandLine(await mkdtemp(join(tmpdir(), 'sdp-cli-')), env);
  }

  async run(...args: string[]): Promise<Ended> {
    let [out, err] = ['', ''];
    const code = await run(
      args,
      { XDG_CONFIG_HOME: this.home, ...this.env },
      { write: (text) => (out += text) },
      { write: (text) => (err += text) },
    );
    return { code, out, err };
  }

  /** As if it had signed in. */
  keep(name: string, context: Context): Promise<void> {
    return new Contexts(this.configFile).save(name, context);
  }

  async contexts(): Promise<Record<string, Context>> {
    const text = await readFile(this.configFile, 'utf8');
    return (JSON.parse(text) as { contexts: Record<string, Context> }).contexts;
  }

  remove(): Promise<void> {
    return rm(this.home, { recursive: true, force: true });
  }

  private get configFile(): string {
    return readEnvironment({ XDG_CONFIG_HOME: this.home }).configFile;
  }
}
