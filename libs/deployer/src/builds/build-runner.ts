import { mkdtemp, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type CommandOptions, type CommandResult, runCommand } from '../process/run-command.js';
import { type BuildCommand } from '../strategies/deploy-strategy.js';
import { unlessAborted } from '../until-aborted.js';

/** As whom builds run, and what they find there. */
export interface BuildRunner {
  /** Once, before the first build. Throws when builds could not run as they should, saying what to do. */
  prepare(): Promise<void>;
  /** Folder of the caches that builds of this repository share, and nobody else. */
  cacheOf(repository: string): string;
  /**
   * As `runCommand`. When it settles nothing that the build started is left, and what it wrote besides its caches
   * belongs to the agent.
   */
  run(command: BuildCommand, options: CommandOptions): Promise<CommandResult>;
  /** Does the work while no build uses a cache; false, without having worked, when one does. Builds wait meanwhile. */
  whileIdle(cache: string, work: () => Promise<void>): Promise<boolean>;
}

/** Builds run as the agent itself, with one cache for all. */
export class OwnBuilds implements BuildRunner {
  private running = 0;
  private clearing: Promise<void> = Promise.resolve();

  constructor(private readonly cacheDir: string) {}

  async prepare(): Promise<void> {}

  cacheOf(): string {
    return this.cacheDir;
  }

  async run(command: BuildCommand, options: CommandOptions): Promise<CommandResult> {
    await unlessAborted(this.clearing, options.signal);
    this.running += 1;
    try {
      return await inScratch(command, options);
    } finally {
      this.running -= 1;
    }
  }

  async whileIdle(_cache: string, work: () => Promise<void>): Promise<boolean> {
    if (this.running > 0) return false;
    const working = work();
    this.clearing = working.catch(() => undefined);
    await working;
    return true;
  }
}

/** What a build that is ended leaves in the folder for temporary files goes with the folder. */
async function inScratch(command: BuildCommand, options: CommandOptions): Promise<CommandResult> {
  const scratch = await mkdtemp(join(dirname(command.cwd), 'tmp-'));
  try {
    return await runCommand({ ...command, env: { ...command.env, TMPDIR: scratch } }, options);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
