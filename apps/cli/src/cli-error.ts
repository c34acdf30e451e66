import { EXIT, type ExitCode } from './exit-codes.js';

/** Ends the program with words for people (what happened, to what, what to do) and a code for scripts. */
export class CliError extends Error {
  override readonly name: string = 'CliError';

  constructor(
    message: string,
    readonly exitCode: ExitCode = EXIT.failed,
    /** Lines below the message, e.g. each problem of a file. */
    readonly more: readonly string[] = [],
  ) {
    super(message);
  }
}

export const usageError = (message: string): CliError => new CliError(message, EXIT.usage);
