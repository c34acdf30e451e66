import { createInterface } from 'node:readline/promises';

const isColourful = process.stdout.isTTY === true && !process.env['NO_COLOR'];

/** @param {number} code @returns {(text: string) => string} */
const style = (code) => (text) => (isColourful ? `\u001b[${code}m${text}\u001b[0m` : text);

export const bold = style(1);
export const dim = style(2);
export const red = style(31);
export const green = style(32);
export const cyan = style(36);

/** Whether a person can be asked. */
export const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true;

/** @param {string} [text] */
export function say(text = '') {
  process.stdout.write(`${text}\n`);
}

/** @param {string} text */
export function complain(text) {
  process.stderr.write(`${red(text)}\n`);
}

/**
 * Says what begins and, when it took a while, how long it took.
 *
 * @template T
 * @param {string} what
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function step(what, work) {
  const start = process.hrtime.bigint();
  say(`${cyan('·')} ${what}`);
  const result = await work();
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (seconds >= 1) say(dim(`  ${seconds.toFixed(1)} s`));
  return result;
}

/**
 * @param {string} question
 * @returns {Promise<boolean>} false for everything that does not begin with y, Ctrl-C included
 */
export async function confirm(question) {
  const lines = createInterface({ input: process.stdin, output: process.stdout });
  const interrupted = new AbortController();
  lines.on('SIGINT', () => interrupted.abort());
  try {
    const answer = await lines.question(`${question} [y/N] `, { signal: interrupted.signal });
    return /^y/i.test(answer.trim());
  } catch {
    say();
    return false;
  } finally {
    lines.close();
  }
}
