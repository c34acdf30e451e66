import { CommanderError } from 'commander';
import { CliError } from './cli-error.js';
import { EXIT, type ExitCode } from './exit-codes.js';
import { createProgram } from './program.js';

// As `sdp … | head` does: nobody reads on, which is no failure.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 1));

process.exitCode = await run();

async function run(): Promise<ExitCode> {
  const { program, exitCode } = createProgram(process.env, process.stdout, process.stderr);
  try {
    await program.parseAsync();
    return exitCode();
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
    if (!(error instanceof CliError)) throw error;
    console.error(`sdp: ${error.message}`);
    for (const line of error.more) console.error(`  ${line}`);
    return error.exitCode;
  }
}
