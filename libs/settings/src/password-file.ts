import { readFileSync, statSync } from 'node:fs';

/** Line ends and NUL have no place in git's credential protocol (CVE-2020-5260, CVE-2024-50338). */
const PASSWORD = /^[^\0\r\n]{1,4096}$/;
const OTHERS = 0o077;

/**
 * The password in a file of one line that nobody but its owner can read. Throws an `Error` whose message says what is wrong
 * with the file, never what is in it.
 */
export function readPasswordFile(path: string): string {
  const { mode } = look(path);
  if ((mode & OTHERS) !== 0) throw new Error('must name a file that only its owner can read (chmod 600)');
  const password = readFileSync(path, 'utf8').replace(/\r?\n$/, '');
  if (!PASSWORD.test(password)) throw new Error('must name a file with the password in one line');
  return password;
}

function look(path: string): { mode: number } {
  try {
    return statSync(path);
  } catch {
    throw new Error('must name a file that is there and can be read');
  }
}
