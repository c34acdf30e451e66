import { SetupError } from './setup-error.mjs';
import { complain } from './terminal.mjs';

/**
 * Runs a script's main function; what a person has to know is printed without a stack, and the exit code says it.
 *
 * @param {() => Promise<number | void>} main
 * @param {() => Promise<unknown>} [cleanUp] runs however main ended, after it has been said
 */
export async function runMain(main, cleanUp = async () => undefined) {
  const code = await exitCodeOf(main);
  process.exit((await exitCodeOf(cleanUp)) || code);
}

/** @param {() => Promise<unknown>} work */
async function exitCodeOf(work) {
  try {
    return Number((await work()) ?? 0);
  } catch (error) {
    complain(error instanceof SetupError ? error.message : String(/** @type {Error} */ (error).stack));
    return 1;
  }
}

/** `--yes` answers every question; everything else is left. @param {string[]} args */
export function takeYes(args) {
  const isYes = (/** @type {string} */ arg) => arg === '--yes' || arg === '-y';
  return { assumeYes: args.some(isYes), rest: args.filter((arg) => !isYes(arg)) };
}
