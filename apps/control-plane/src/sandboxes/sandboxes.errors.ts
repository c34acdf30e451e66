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

export function sandboxStopped(name: string): DomainError {
  return new DomainError(
    'conflict',
    `Sandbox ${name} is stopped as a whole. Start it first, then try again.`,
  );
}

export function nothingToDeploy(name: string): DomainError {
  return new DomainError('conflict', `Sandbox ${name} has no services. Add one, then deploy.`);
}

export function heldBySomebody(sandbox: string, { by, reason, until }: HoldTerms): DomainError {
  const message =
    `${by} holds sandbox ${sandbox} until ${until.toISOString()}: ${reason}. ` +
    `Ask ${by}, wait, or have its owner or ops end the hold.`;
  return new DomainError('conflict', message, { details: { heldBy: by, until: until.toISOString() } });
}

export function notYourHold(by: string): DomainError {
  return new DomainError(
    'forbidden',
    `Only ${by}, the sandbox's owner and ops can end this hold. Ask one of them.`,
  );
}

export function releaseGone(service: string): DomainError {
  const message =
    `The agent does not have that release of ${service} any more. ` +
    'Deploy its commit instead, or choose a release of the list.';
  return new DomainError('release-gone', message);
}

export function pushInstead(): DomainError {
  const message =
    'Routes that were pushed are not pushed again as they were. Push the routes as they are now.';
  return new DomainError('conflict', message);
}

export function badField(field: string, problem: string): DomainError {
  const rule = `${field} ${problem}`;
  return new DomainError('invalid-input', `The input is not usable: ${rule}.`, {
    details: { fields: { [field]: rule } },
  });
}

export function onlyOpsForNever(): DomainError {
  return new DomainError('forbidden', 'Only ops can keep a sandbox for ever. Give a number of hours.');
}

interface HoldTerms {
  by: string;
  reason: string;
  until: Date;
}
