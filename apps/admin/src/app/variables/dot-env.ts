import { VARIABLE_NAME } from '../names/names';

export interface Variable {
  name: string;
  value: string;
}

const LINE = /^\s*(?:export\s+)?([^=\s]+)\s*=\s*(.*)$/;

/** Whether a pasted text is more than one value: at least one line reads `NAME=value`. */
export function looksLikeDotEnv(text: string): boolean {
  return text.split(/\r?\n/).some((line) => VARIABLE_NAME.test(LINE.exec(line)?.[1] ?? ''));
}

/**
 * Reads the text of a `.env` file: `NAME=value` per line, `#` comments, an optional `export`, single quotes (verbatim)
 * and double quotes (`\n`, `\"`, `\\`). Lines that are none of that are left out. The last of equal names wins.
 */
export function parseDotEnv(text: string): Variable[] {
  const variables = new Map<string, string>();
  for (const line of text.split(/\r?\n/)) {
    const [, name, value] = LINE.exec(line) ?? [];
    if (name && !name.startsWith('#')) variables.set(name, unquote(value ?? ''));
  }
  return [...variables].map(([name, value]) => ({ name, value }));
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t' };

function unquote(raw: string): string {
  const single = /^'([^']*)'\s*(?:#.*)?$/.exec(raw);
  if (single) return single[1] ?? '';
  const double = /^"((?:[^"\\]|\\.)*)"\s*(?:#.*)?$/.exec(raw);
  if (double) return (double[1] ?? '').replace(/\\(.)/g, (_, letter: string) => ESCAPES[letter] ?? letter);
  return raw.replace(/\s+#.*$/, '').trim();
}
