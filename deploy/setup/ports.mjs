import { createServer } from 'node:net';
import { commandOf, listenerOn } from './process-table.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * @typedef {{ host: string, port: number, purpose: string, variable: string }} Listening
 */

/**
 * Throws one SetupError that names every port that is taken, by whom, and the variable that changes it.
 *
 * @param {readonly Listening[]} wanted
 */
export async function checkPorts(wanted) {
  const problems = [];
  for (const each of wanted) {
    const code = await tryToListen(each);
    if (code !== null) problems.push(explain(each, code));
  }
  if (problems.length > 0) throw new SetupError(problems.join('\n'));
}

/** @param {Listening} listening @returns {Promise<string | null>} an error code, or null when the port is free */
function tryToListen({ host, port }) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error) =>
      resolve(/** @type {NodeJS.ErrnoException} */ (error).code ?? error.message),
    );
    server.listen(port, host, () => server.close(() => resolve(null)));
  });
}

/** @param {Listening} listening @param {string} code */
function explain({ host, port, purpose, variable }, code) {
  if (code !== 'EADDRINUSE')
    return `${host}:${port} cannot be used for ${purpose} (${code}). Choose another: ${variable}=…`;
  const pid = listenerOn(port);
  const holder =
    pid === null ? 'another process' : `process ${pid} (${commandOf(pid).slice(0, 3).join(' ')})`;
  return `Port ${port}, for ${purpose}, is taken by ${holder}. Stop that, or choose another port: ${variable}=…`;
}
