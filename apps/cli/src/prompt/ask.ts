import { createInterface, type Interface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { CliError, usageError } from '../cli-error.js';
import { EXIT } from '../exit-codes.js';
import { safeText } from '../output/safe-text.js';

/**
 * Asks on the terminal; the question goes to stderr, since stdout may be a pipe.
 * @throws CliError (interrupted) for Ctrl-C, Ctrl-D, a terminal that is closed, and once `signal` is aborted
 */
export async function ask(question: string, signal?: AbortSignal): Promise<string> {
  assertTerminal(question);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  return (await answerOf(terminal, safeText(question, false), signal)).trim();
}

/** As `ask`, and nothing of the answer is shown. */
export async function askHidden(question: string): Promise<string> {
  assertTerminal(question);
  process.stderr.write(safeText(question, false));
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  const answer = await answerOf(terminal, '');
  process.stderr.write('\n');
  return answer;
}

export async function isSure(question: string, signal?: AbortSignal): Promise<boolean> {
  return /^y(es)?$/i.test(await ask(`${question} [y/N] `, signal));
}

/** All that is piped in, without the line's end that `echo` adds. */
export async function readStdin(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) text += String(chunk);
  return text.replace(/\r?\n$/, '');
}

async function answerOf(terminal: Interface, question: string, signal?: AbortSignal): Promise<string> {
  const closed = new Promise<never>((_, reject) => terminal.once('close', reject));
  try {
    return await Promise.race([terminal.question(question, { signal }), closed]);
  } catch {
    process.stderr.write('\n');
    throw new CliError('Left without an answer.', EXIT.interrupted);
  } finally {
    terminal.close();
  }
}

function assertTerminal(question: string): void {
  if (process.stdin.isTTY) return;
  throw usageError(`Nobody can answer "${question.trim()}" here. "--help" says how to pass it otherwise.`);
}
