import { DomainError } from '../errors/domain-error.js';

export function webhookNameTaken(name: string): DomainError {
  return new DomainError('name-taken', `There is a webhook named ${name} already. Choose another name.`);
}

/** The same for a webhook that is not there: nobody learns which there are. */
export function badSignature(): DomainError {
  return new DomainError(
    'signature-invalid',
    'The signature does not fit: no webhook with this address has the secret that the body was signed with. Copy address and secret again; a rotated secret is good at once.',
  );
}

export function notAFullName(fullName: string): DomainError {
  const field = 'repositories';
  return new DomainError(
    'invalid-input',
    `${fullName} is no <workspace or project>/<repository> of a git host. Write it as in the address of the repository there.`,
    { details: { fields: { [field]: 'must be as in the address of the repository at the git host' } } },
  );
}

export function servedTwice(): DomainError {
  return new DomainError(
    'invalid-input',
    'A repository is named twice. Name each repository once, and each with a name of its own at the git host.',
  );
}

export function stillWaiting(): DomainError {
  return new DomainError('conflict', 'The delivery is still waiting for its turn. Wait until it is through.');
}

export function nothingToRepeat(): DomainError {
  return new DomainError('conflict', 'There is nothing to do again for this event: it was not understood.');
}

export function noSuchParameter(template: string, parameter: string): DomainError {
  const rule = `branchParameter ${parameter} is no parameter of the template ${template}`;
  return new DomainError('invalid-input', `The input is not usable: ${rule}.`, {
    details: { fields: { branchParameter: rule } },
  });
}

export function ruleExists(repository: string): DomainError {
  return new DomainError(
    'name-taken',
    `There is a rule for pull requests of ${repository} already. Change that one, or delete it first.`,
  );
}

export function notServed(repository: string): DomainError {
  return new DomainError(
    'invalid-input',
    `The webhook does not bring events of ${repository}. Add the repository to the webhook first.`,
  );
}

export function stillBeingRemoved(sandbox: string): DomainError {
  return new DomainError(
    'conflict',
    `Sandbox ${sandbox} of the same pull request is still being removed. It is made again after that.`,
    { retryable: true },
  );
}

export function noPullRequest(): DomainError {
  return new DomainError(
    'not-found',
    'The sandbox was not made for a pull request, so there is none to keep it after.',
  );
}
