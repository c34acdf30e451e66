import { DomainError } from '../errors/domain-error.js';

export function sandboxNameTaken(name: string): DomainError {
  return new DomainError('name-taken', `There is a sandbox named ${name} already. Choose another name.`);
}

export function serviceNameTaken(name: string): DomainError {
  return new DomainError(
    'name-taken',
    `The sandbox has a service named ${name} already. Choose another name.`,
  );
}

export function beingDeleted(what: string): DomainError {
  return new DomainError('conflict', `${what} is being deleted and cannot be changed any more.`);
}

export function neverDeployed(service: string): DomainError {
  return new DomainError(
    'conflict',
    `${service} was never deployed, so there is nothing to start. Deploy it first.`,
  );
}

export function noSuitableAgent(repository: string, kind: string): DomainError {
  const message =
    `No connected ${kind} agent can deploy ${repository}: one is needed that announced it, has the strategy for its ` +
    'stack and is not drained. Check the list of agents.';
  return new DomainError('no-agent', message, { blame: 'platform', retryable: true });
}

export function noFreePort(agents: string[]): DomainError {
  const message = `No host port is free on ${agents.join(', ')}. Remove a service there, or have the range widened.`;
  return new DomainError('no-free-port', message, { blame: 'platform' });
}
