import { DomainError } from '../errors/domain-error.js';
import { MAX_VARIABLES } from '../validation/variable-rules.js';
import { type DotEnvProblem } from './dot-env/dot-env.js';

export function environmentNameTaken(name: string): DomainError {
  return new DomainError('name-taken', `There is an environment named ${name} already. Choose another name.`);
}

export function environmentInUse(name: string, sandboxes: string[], templates: string[]): DomainError {
  const users = [list('sandbox', 'sandboxes', sandboxes), list('template', 'templates', templates)];
  const message = `Environment ${name} is used by ${users.filter(Boolean).join(' and by ')}. Give them another environment first.`;
  return new DomainError('in-use', message, { details: { sandboxes, templates } });
}

function list(one: string, many: string, names: string[]): string {
  return names.length === 0 ? '' : `${names.length === 1 ? one : many} ${names.join(', ')}`;
}

export function editedMeanwhile(name: string, version: number, since: number): DomainError {
  const message = `Environment ${name} is at version ${version} by now, and the change was made against version ${since}. Reload it, and make the change again.`;
  return new DomainError('conflict', message, { details: { version } });
}

export function noSuchVersion(version: number): DomainError {
  return new DomainError('not-found', `The environment has no version ${version}. Reload its history.`);
}

export function unusableVariables(fields: Record<string, string>): DomainError {
  const message = `The variables are not usable: ${Object.values(fields).join('; ')}.`;
  return new DomainError('invalid-input', message, { details: { fields } });
}

export function tooManyVariables(count: number): DomainError {
  const message = `The environment would have ${count} variables; it can have ${MAX_VARIABLES}. Remove some, or split it.`;
  return new DomainError('invalid-input', message);
}

export function unreadableDotEnv(problems: readonly DotEnvProblem[]): DomainError {
  const lines = problems.slice(0, 5).map(({ line, message }) => `line ${line} ${message}`);
  const rest = problems.length > lines.length ? `; and ${problems.length - lines.length} more` : '';
  const message = `Nothing was imported: ${lines.join('; ')}${rest}.`;
  return new DomainError('invalid-input', message, { details: { problems } });
}

export function masterKeyMissing(): DomainError {
  const message =
    'Secrets cannot be kept, because the control plane has no master key. Ask its operator to set SDP_MASTER_KEY (64 hex digits, made with "openssl rand -hex 32") and to restart it.';
  return new DomainError('conflict', message);
}

export function secretDamaged(name: string): DomainError {
  const message = `The stored value of the secret ${name} does not open: the database was changed from outside. Write the secret again.`;
  return new DomainError('platform-failure', message, { blame: 'platform', details: { name } });
}
