import { readFileSync } from 'node:fs';

/**
 * Reads `NAME=value` lines: comments, blank lines, an `export` in front, and quotes around a value are allowed.
 *
 * @param {string} text
 * @returns {Record<string, string>}
 */
export function parseDotEnv(text) {
  /** @type {Record<string, string>} */
  const values = {};
  for (const line of text.split(/\r?\n/)) {
    const found = /^\s*(?:export\s+)?([A-Za-z_]\w*)\s*=\s*(.*?)\s*$/.exec(line);
    if (found) values[String(found[1])] = unquoted(String(found[2]));
  }
  return values;
}

/** @param {string} value */
function unquoted(value) {
  const quoted = /^(["'])(.*)\1$/.exec(value);
  return quoted ? String(quoted[2]) : value.replace(/\s+#.*$/, '');
}

/**
 * The environment over what a .env file says; the file may be absent.
 *
 * @param {NodeJS.ProcessEnv} environment
 * @param {string} file
 * @returns {NodeJS.ProcessEnv}
 */
export function withDotEnv(environment, file) {
  try {
    return { ...parseDotEnv(readFileSync(file, 'utf8')), ...environment };
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return environment;
    throw error;
  }
}
