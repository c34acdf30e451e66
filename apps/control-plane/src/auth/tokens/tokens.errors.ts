import { TOKEN_PREFIX, type TokenScope } from '@sdp/protocol';
import { DomainError } from '../../errors/domain-error.js';
import { type TokenEnd } from './access-token.entity.js';

type Reason = 'malformed' | 'unknown' | TokenEnd;

function refused(reason: Reason, message: string): DomainError {
  return new DomainError('not-signed-in', message, { details: { reason } });
}

export function malformedToken(): DomainError {
  const message = `The Authorization header holds no whole token: those begin with ${TOKEN_PREFIX}. Copy it again.`;
  return refused('malformed', message);
}

export function unknownToken(): DomainError {
  const message =
    'Nobody has this token: it was revoked, or belongs to another installation. Make a new one in the admin, under My tokens.';
  return refused('unknown', message);
}

const WHY: Readonly<Record<TokenEnd, string>> = {
  expired: 'has expired. Make a new one in the admin, under My tokens.',
  'password-changed':
    'is over: the git server does not take the password any more that it was made with, and a new sign-in does not repair it. Sign in with the new password and make a new token.',
};

export function endedToken(name: string, reason: TokenEnd): DomainError {
  return refused(reason, `The token "${name}" ${WHY[reason]}`);
}

export function tooManyRefusedTokens(retryAfterMs: number): DomainError {
  const retryAfterSeconds = Math.max(1, Math.ceil(retryAfterMs / 1_000));
  const message =
    'There were too many requests from here with tokens that nobody has. Stop the program that sends them; ' +
    'good tokens still work.';
  return new DomainError('too-many-attempts', message, { details: { retryAfterSeconds }, retryable: true });
}

export function notForTokens(): DomainError {
  const message = 'No token may do this. Sign in, in the admin or with the password.';
  return new DomainError('forbidden', message);
}

export function beyondScopes(name: string, scope: TokenScope): DomainError {
  const message = `The token "${name}" may not do this: it lacks the scope ${scope}. Make one that has it.`;
  return new DomainError('forbidden', message, { details: { scope } });
}

export function onlyOpsGivesOps(): DomainError {
  const message = 'The scope ops is for people who are ops. Choose other scopes.';
  return new DomainError('forbidden', message);
}

export function livesTooLong(maxDays: number): DomainError {
  const message = `expiresInDays must be at most ${maxDays} here (SDP_TOKEN_MAX_DAYS).`;
  return new DomainError('invalid-input', message);
}

export function tokenNameTaken(name: string): DomainError {
  const message = `You have a token named "${name}" already. Revoke that one first, or choose another name.`;
  return new DomainError('name-taken', message);
}

export function tooManyTokens(most: number): DomainError {
  return new DomainError('conflict', `You have ${most} tokens, which is the most. Revoke one first.`);
}
