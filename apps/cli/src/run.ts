import { CommanderError } from 'commander';
import { CliError } from './cli-error.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { type Stream } from './output/printer.js';
import { createProgram } from './program.js';

/**
 * Runs one command to its end, and answers what the shell is told.
 * @param args all after `sdp`
 */
export async function run(
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  out: Stream,
  err: Stream,
): Promise<ExitCode> {
  const { program, exitCode, print } = createProgram(env, out, err);
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode();
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (!(error instanceof CliError)) throw error;
    print().problem([`sdp: ${error.message}`, ...error.more.map((line) => `  ${line}`)].join('\n'));
    return error.exitCode;
  }
}
