import { DomainError } from '../errors/domain-error.js';

/** The same words for a name that exists and one that does not. */
export function tooManyAttempts(retryAfterMs: number): DomainError {
  const retryAfterSeconds = Math.max(1, Math.ceil(retryAfterMs / 1_000));
  const minutes = Math.ceil(retryAfterSeconds / 60);
  const message =
    'There were too many refused attempts to sign in. ' +
    `Try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}.`;
  return new DomainError('too-many-attempts', message, { details: { retryAfterSeconds }, retryable: true });
}
