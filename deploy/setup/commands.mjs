import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, closeSync, constants, openSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { lastLines, sizeOf } from './log-tail.mjs';
import { SetupError } from './setup-error.mjs';

/** Folders that a person's PATH may lack and where daemons live. */
const SYSTEM_FOLDERS = ['/usr/local/sbin', '/usr/sbin', '/sbin'];

/** A PATH on which daemons are found as well. */
export function systemPath(path = process.env['PATH'] ?? '') {
  return [path, ...SYSTEM_FOLDERS].join(delimiter);
}

/**
 * Where a program is, or null.
 *
 * @param {string} name
 * @param {string} [path]
 */
export function findCommand(name, path = systemPath()) {
  for (const folder of path.split(delimiter)) {
    const file = join(folder, name);
    try {
      accessSync(file, constants.X_OK);
      return file;
    } catch {
      continue;
    }
  }
  return null;
}

/**
 * The command as root runs it, or null where there is neither root nor sudo.
 *
 * @param {string[]} command
 * @returns {string[] | null}
 */
export function asRoot(command) {
  if (process.getuid?.() === 0) return command;
  const sudo = findCommand('sudo');
  if (sudo === null) return null;
  return process.stdin.isTTY ? [sudo, ...command] : [sudo, '-n', ...command];
}

/**
 * Runs a command to its end with its output in a log file. Throws a SetupError with the last lines when it fails.
 *
 * @param {string[]} command
 * @param {{ log: string, cwd?: string, env?: NodeJS.ProcessEnv, hint?: string }} options
 */
export async function run(command, { log, cwd, env = process.env, hint = '' }) {
  const before = sizeOf(log);
  const output = openSync(log, 'a');
  const [program = '', ...args] = command;
  const child = spawn(program, args, { cwd, env, stdio: ['inherit', output, output] });
  closeSync(output);
  const [code, signal] = await once(child, 'exit').catch((error) => [error.message]);
  if (code === 0) return;
  const ending = signal ? `was ended by ${signal}` : `ended with ${code}`;
  throw new SetupError(
    [`'${command.join(' ')}' ${ending}.`, lastLines(log, 25, before), hint].filter(Boolean).join('\n'),
  );
}
