import { bold, confirm, dim, isTerminal, say, step } from './terminal.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * One line of what is going to happen, in words for the person who is asked.
 *
 * @typedef {{ what: string, why: string, how: string }} Row
 *
 * @typedef {object} Action
 * @property {Row[]} rows
 * @property {boolean} installs whether it puts something on the machine that a person would want to be asked about
 * @property {() => Promise<unknown>} run
 */

/**
 * The plan as a table, one row a line.
 *
 * @param {readonly Action[]} actions
 */
export function renderPlan(actions) {
  const rows = actions.flatMap((action) => action.rows);
  const width = (/** @type {keyof Row} */ key) => Math.max(...rows.map((row) => row[key].length));
  const [what, why] = [width('what'), width('why')];
  return rows.map((row) => `  ${row.what.padEnd(what)} | ${row.why.padEnd(why)} | ${row.how}`).join('\n');
}

/**
 * @param {readonly Action[]} actions
 * @param {{ isTerminal: boolean, assumeYes: boolean }} person
 */
export function needsConsent(actions, person) {
  return person.isTerminal && !person.assumeYes && actions.some(({ installs }) => installs);
}

/**
 * Shows the plan, asks where a person has a say, and does it in order.
 *
 * @param {readonly Action[]} actions
 * @param {{ assumeYes: boolean }} options
 */
export async function carryOut(actions, { assumeYes }) {
  if (actions.length === 0) return say(dim('Everything it needs is in place.'));

  say(bold('To be done: what | why | how'));
  say(renderPlan(actions));
  if (needsConsent(actions, { isTerminal, assumeYes }) && !(await confirm('Go ahead?'))) {
    throw new SetupError('Nothing was changed. Run it again when you are ready; --yes skips the question.');
  }
  for (const action of actions) {
    await step(action.rows.map(({ what }) => what).join(', '), action.run);
  }
}
