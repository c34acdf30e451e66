import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isAlive, startTimeOf } from './process-table.mjs';
import { SetupError } from './setup-error.mjs';

/**
 * Only one start, test or reset works in a data folder at a time. A lock whose process is gone counts for nothing.
 *
 * @param {string} home
 * @param {string} purpose `npm start`, …
 * @returns {() => void} releases it
 */
export function lock(home, purpose) {
  mkdirSync(home, { recursive: true });
  const file = join(home, 'lock.json');
  const holder = readHolder(file);
  if (holder !== null) {
    throw new SetupError(
      `'${holder.purpose}' (pid ${holder.pid}) already works in ${home}. Stop it with Ctrl-C in its terminal or ` +
        `'kill ${holder.pid}', or give this one another folder: SDP_HOME=…`,
    );
  }
  writeFileSync(file, JSON.stringify({ purpose, pid: process.pid, startTime: startTimeOf(process.pid) }));
  return () => rmSync(file, { force: true });
}

/** @param {string} file @returns {{ purpose: string, pid: number } | null} */
function readHolder(file) {
  try {
    const holder = JSON.parse(readFileSync(file, 'utf8'));
    return isAlive(holder.pid) && startTimeOf(holder.pid) === holder.startTime ? holder : null;
  } catch {
    return null;
  }
}
