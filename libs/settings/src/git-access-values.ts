import { EnvError, makeExactValidator } from 'envalid';
import { readPasswordFile } from './password-file.js';

const USER = /^[^\0\r\n:]{1,256}$/;

export const gitUser = makeExactValidator((input) => {
  if (!USER.test(input)) throw new EnvError('must be a user name of the git server, without a colon');
  return input;
});

/** Its path; the password is read when it is used. */
export const passwordFile = makeExactValidator((input) => {
  readPasswordFile(input);
  return input;
});
