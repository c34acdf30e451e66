import { closeSync, fstatSync, openSync, readSync } from 'node:fs';

const MOST_BYTES = 64 * 1024;

/**
 * The last lines of a file, indented for the terminal, with the file's name above; empty when there are none.
 *
 * @param {string} file
 * @param {number} count
 */
export function lastLines(file, count) {
  const lines = tail(file).split('\n').filter(Boolean).slice(-count);
  return lines.length === 0 ? '' : [`Last lines of ${file}:`, ...lines.map((line) => `  ${line}`)].join('\n');
}

/** @param {string} file */
function tail(file) {
  try {
    const descriptor = openSync(file, 'r');
    try {
      const { size } = fstatSync(descriptor);
      const bytes = Buffer.alloc(Math.min(size, MOST_BYTES));
      readSync(descriptor, bytes, 0, bytes.length, size - bytes.length);
      return bytes.toString('utf8');
    } finally {
      closeSync(descriptor);
    }
  } catch {
    return '';
  }
}
