import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs';
import { stripVTControlCharacters } from 'node:util';

const MOST_BYTES = 64 * 1024;

/**
 * The last lines of a file, indented for the terminal, with the file's name above; empty when there are none.
 *
 * @param {string} file
 * @param {number} count
 * @param {number} [from] byte before which nothing counts: what was there before this run
 */
export function lastLines(file, count, from = 0) {
  const lines = stripVTControlCharacters(tail(file, from))
    .split('\n')
    .filter(Boolean)
    .slice(-count)
    .map(readable);
  return lines.length === 0 ? '' : [`Last lines of ${file}:`, ...lines.map((line) => `  ${line}`)].join('\n');
}

/** Bytes that a log has now. @param {string} file */
export function sizeOf(file) {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}

/** @param {string} file @param {number} from */
function tail(file, from) {
  try {
    const descriptor = openSync(file, 'r');
    try {
      const { size } = fstatSync(descriptor);
      const bytes = Buffer.alloc(Math.max(0, Math.min(size - from, MOST_BYTES)));
      readSync(descriptor, bytes, 0, bytes.length, size - bytes.length);
      return bytes.toString('utf8');
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return '';
  }
}

/**
 * The programs log JSON (pino); a person wants the message and the error.
 *
 * @param {string} line
 */
function readable(line) {
  try {
    const { time, context, msg, err } = JSON.parse(line);
    const clock = new Date(time).toISOString().slice(11, 19);
    return [clock, context, msg, err?.message].filter(Boolean).join(' ');
  } catch {
    return line;
  }
}
