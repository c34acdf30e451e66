import { DomainError } from '../errors/domain-error.js';

export function ownRole(): DomainError {
  const message = 'Nobody changes their own role. Ask somebody else of ops to do it.';
  return new DomainError('forbidden', message);
}

export function fixedByConfiguration(username: string): DomainError {
  const message = `${username} is ops by the configuration. Take the name out of SDP_OPS_USERS first.`;
  return new DomainError('forbidden', message);
}

export function spelledOtherwise(username: string): DomainError {
  return new DomainError('conflict', `You are known here as ${username}. Sign in with exactly that name.`);
}
