import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { usageError } from '../cli-error.js';

/** Asks on the terminal; the question goes to stderr, since stdout may be a pipe. */
export async function ask(question: string): Promise<string> {
  assertTerminal(question);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return (await terminal.question(question)).trim();
  } finally {
    terminal.close();
  }
}

/** As `ask`, and nothing of the answer is shown. */
export async function askHidden(question: string): Promise<string> {
  assertTerminal(question);
  process.stderr.write(question);
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const terminal = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  try {
    return await terminal.question('');
  } finally {
    terminal.close();
    process.stderr.write('\n');
  }
}

export async function isSure(question: string): Promise<boolean> {
  return /^y(es)?$/i.test(await ask(`${question} [y/N] `));
}

/** All that is piped in, without the line's end that `echo` adds. */
export async function readStdin(): Promise<string> {
  let text = '';
  for await (const chunk of process.stdin.setEncoding('utf8')) text += String(chunk);
  return text.replace(/\r?\n$/, '');
}

function assertTerminal(question: string): void {
  if (process.stdin.isTTY) return;
  throw usageError(`Nobody can answer "${question.trim()}" here. "--help" says how to pass it otherwise.`);
}
