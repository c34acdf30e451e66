import { type CommandOptions, type CommandResult, runCommand } from '../process/run-command.js';
import { type BuildCommand } from '../strategies/deploy-strategy.js';

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
}

/** Builds run as the agent itself, with one cache for all. */
export class OwnBuilds implements BuildRunner {
  constructor(private readonly cacheDir: string) {}

  async prepare(): Promise<void> {}

  cacheOf(): string {
    return this.cacheDir;
  }

  run(command: BuildCommand, options: CommandOptions): Promise<CommandResult> {
    return runCommand(command, options);
  }
}
