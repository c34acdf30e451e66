import { SetupError } from './setup-error.mjs';
import { complain } from './terminal.mjs';

/**
 * Runs a script's main function; what a person has to know is printed without a stack, and the exit code says it.
 *
 * @param {() => Promise<number | void>} main
 */
export async function runMain(main) {
  try {
    process.exit((await main()) ?? 0);
  } catch (error) {
    complain(error instanceof SetupError ? error.message : String(/** @type {Error} */ (error).stack));
    process.exit(1);
  }
}

/** `--yes` answers every question; everything else is left. @param {string[]} args */
export function takeYes(args) {
  const isYes = (/** @type {string} */ arg) => arg === '--yes' || arg === '-y';
  return { assumeYes: args.some(isYes), rest: args.filter((arg) => !isYes(arg)) };
}
