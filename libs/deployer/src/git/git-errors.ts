import { type ErrorCode } from '@sdp/protocol';
import { DeployError } from '../errors.js';
import { Masking } from '../masking/masking.js';

interface Diagnosis {
  pattern: RegExp;
  code: ErrorCode;
  isRetryable: boolean;
  message: (subject: string) => string;
}

/**
 * What git and curl say (in English: the environment sets LC_ALL), and what it means. First match wins.
 * git-remote-http's words are in git's remote-curl.c and http.c.
 */
const DIAGNOSES: readonly Diagnosis[] = [
  {
    pattern:
      /authentication failed|could not read (username|password)|returned error: 40[13]|terminal prompts disabled/i,
    code: 'credentials-rejected',
    isRetryable: false,
    message: (subject) =>
      `The git server refused the credentials for ${subject}. Sign in again with a user who may read it.`,
  },
  {
    pattern: /returned error: 30\d|unable to update url base from redirection/i,
    code: 'repository-unreachable',
    isRetryable: false,
    message: (subject) =>
      `The git server redirects ${subject} to another address, which is not followed. Correct its URL.`,
  },
  {
    pattern: /remote branch .* not found|couldn't find remote ref|could not find remote ref/i,
    code: 'branch-unknown',
    isRetryable: false,
    message: (subject) => `The branch is not there (any more) in ${subject}. Choose another one.`,
  },
  {
    pattern: /not our ref|unadvertised object|remote error: upload-pack|did not send all necessary objects/i,
    code: 'commit-unknown',
    isRetryable: false,
    message: (subject) => `The commit is not there (any more) in ${subject}. Choose another one.`,
  },
  {
    pattern: /repository .* not found|returned error: (404|410)|not valid: is this a git repository/i,
    code: 'repository-unknown',
    isRetryable: false,
    message: (subject) =>
      `The git server knows no such repository: ${subject}. Check its URL, and that your user may see it.`,
  },
  {
    pattern: /no space left on device|disk quota exceeded/i,
    code: 'disk-full',
    isRetryable: true,
    message: (subject) => `The disk of the host is full: git could not write ${subject}. Free some space.`,
  },
  {
    pattern:
      /could not resolve host|failed to connect|couldn't connect|connection (refused|reset|timed out)|timed out|operation too slow|returned error: 5\d\d|ssl|certificate|empty reply|early eof|hung up|recv failure/i,
    code: 'repository-unreachable',
    isRetryable: true,
    message: (subject) => `The git server does not answer properly for ${subject}. Try again later.`,
  },
];

/**
 * `subject`: what git was working on, in words. Secrets are taken out of what is shown, after git's words were
 * understood: a password may be a word of git's.
 */
export function gitError(subject: string, output: string, masking = new Masking([])): DeployError {
  const words = masking.text(lastWords(output));
  const found = DIAGNOSES.find(({ pattern }) => pattern.test(output));
  if (!found) {
    return new DeployError('git-failed', `git failed on ${subject}: ${words}`, 'platform', true);
  }
  const blame = found.code === 'repository-unreachable' || found.code === 'disk-full' ? 'platform' : 'app';
  const details = { git: words, ...statusIn(output) };
  return new DeployError(found.code, found.message(subject), blame, found.isRetryable, details);
}

/** Of the server's HTTP answer, where git says it: a 403 is about this repository, and not the password's fault. */
function statusIn(output: string): { status?: number } {
  const status = /returned error: (\d{3})/.exec(output)?.[1];
  return status === undefined ? {} : { status: Number(status) };
}

function lastWords(output: string): string {
  const lines = output.split('\n').filter((line) => line.trim() !== '');
  const telling = lines.filter((line) => /^(fatal|error|remote):/.test(line));
  return (telling.length > 0 ? telling : lines).slice(-3).join(' · ').slice(0, 500) || 'it said nothing';
}
