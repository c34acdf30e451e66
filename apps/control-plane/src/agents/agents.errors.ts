import { DomainError } from '../errors/domain-error.js';

export function agentNameTaken(name: string): DomainError {
  return new DomainError('name-taken', `There is an agent ${name} already. Choose another name.`);
}
