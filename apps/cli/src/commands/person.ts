import { type Person } from '../api/password-session.js';
import { usageError } from '../cli-error.js';
import { ask, askHidden, readStdin } from '../prompt/ask.js';
import { type Shell } from '../shell.js';

export interface WithPassword {
  user?: string;
  passwordStdin?: boolean;
}

/** Who signs in. The password comes from stdin, SDP_PASSWORD or the keyboard, never from the command line. */
export async function person(shell: Shell, options: WithPassword): Promise<Person> {
  const username = options.user ?? (await ask('Git user: '));
  const password = options.passwordStdin
    ? await readStdin()
    : (shell.environment.password ?? (await askHidden(`Git password of ${username}: `)));
  if (!username || !password) throw usageError('A user and a password are needed.');
  return { username, password };
}
