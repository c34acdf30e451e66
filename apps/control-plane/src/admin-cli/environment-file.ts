import { readFile } from 'node:fs/promises';
import { BackupError } from '../backup/backup-error.js';

const NAME = /^[A-Za-z_]\w*$/;
/** A quote that is never closed goes on to the end of the file. */
const SINGLE = /'[^']*(?:'|(?![^]))/.source;
const DOUBLE = /"(?:\\[^]?|[^"\\])*(?:"|(?![^]))/.source;
/** A backslash takes the next character as it is, and a line's end away. */
const BARE = /(?:\\[^]?|[^\\\n])*/.source;
const QUOTED = new RegExp(`^[ \\t]*(${SINGLE}|${DOUBLE})`);
const ENTRY = new RegExp(
  `^[ \\t]*(?:[#;].*|([^=\\n]*)=((?:[ \\t]*(?:${SINGLE}|${DOUBLE}))*[ \\t]*${BARE}))$`,
  'gm',
);

/** Variables of a file that a unit names as its `EnvironmentFile`. @throws BackupError when it cannot be read. */
export async function readEnvironmentFile(file: string): Promise<Record<string, string>> {
  const text = await readFile(file, 'utf8').catch((error: Error) => {
    throw new BackupError(
      `The settings cannot be read: ${error.message}. Is that the file, and may this user?`,
    );
  });
  return parseEnvironmentFile(text);
}

/**
 * Reads `NAME=value` lines as systemd does (systemd.exec(5), EnvironmentFile=), so that a program by hand is told the
 * same as its service: comments with # or ; in front only, values bare, in '…' or in "…" (with the escapes \" \\ \$ \`), and
 * lines that end with a backslash go on in the next. Nothing is expanded or executed; what has no name is passed over.
 */
export function parseEnvironmentFile(text: string): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [, name = '', value = ''] of text.replaceAll('\r', '\n').matchAll(ENTRY))
    if (NAME.test(name.trim())) variables[name.trim()] = valueOf(value);
  return variables;
}

/** Quoted pieces, and then what is not quoted, one after the other. */
function valueOf(text: string): string {
  let [rest, value] = [text, ''];
  for (let found = QUOTED.exec(rest); found; found = QUOTED.exec(rest)) {
    value += unquoted(found[1]!);
    rest = rest.slice(found[0].length);
  }
  return value + rest.trim().replace(/\\([^]?)/g, (_, next: string) => (next === '\n' ? '' : next));
}

function unquoted(piece: string): string {
  const inner = /^(['"])([^]*?)\1?$/.exec(piece)![2]!;
  if (piece.startsWith("'")) return inner;
  return inner.replace(/\\([^]?)/g, (whole, next: string) => {
    if (next === '\n') return '';
    return '"\\`$'.includes(next) ? next : whole;
  });
}
