import { ApiError } from '../api/api-error.js';
import { Api } from '../api/api.js';
import { CliError, usageError } from '../cli-error.js';
import { type Context } from '../config/contexts.js';
import { trust } from '../config/trust.js';
import { EXIT } from '../exit-codes.js';
import { whenText } from '../output/time-text.js';
import { type Shell } from '../shell.js';

export interface LogoutOptions {
  /** Forget a token that cannot be revoked. */
  forget?: boolean;
  ca?: string;
}

/** Revokes the token of the context, then forgets it. @throws CliError (no access), and keeps it, when it still works */
export async function logout({ contexts, environment, print }: Shell, options: LogoutOptions): Promise<void> {
  const found = await contexts.find(environment.context);
  if (!found) throw usageError('Nobody is signed in.');
  const [name, context] = found;
  const problem = await revoke({ ...context, ca: options.ca ?? context.ca });
  if (problem && !options.forget) throw notRevoked(name, problem);

  await contexts.remove(name);
  if (problem)
    print.problem(
      `The token could not be revoked: ${problem.message} It stays valid until ${context.expiresAt} ` +
        `(${whenText(context.expiresAt)}); the admin revokes it, under My tokens.`,
    );
  print.note(`Signed out of ${name}.`);
}

/** @returns why it may still be valid, or null when it is not */
async function revoke({ url, token, ca }: Context): Promise<CliError | null> {
  try {
    if (ca) trust(ca);
    await new Api(url, { token }).send('DELETE', '/session');
    return null;
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    return error instanceof ApiError && error.code === 'not-signed-in' ? null : error;
  }
}

function notRevoked(name: string, { message }: CliError): CliError {
  const what = `The token of ${name} could not be revoked, and is kept: ${message}`;
  return new CliError(`${what} "sdp logout --forget" forgets it nevertheless.`, EXIT.noAccess);
}
