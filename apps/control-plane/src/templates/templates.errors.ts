import { type TemplateProblem } from '@sdp/protocol';
import { DomainError } from '../errors/domain-error.js';

/** As many of a list of problems as a message can say. */
const SPOKEN_PROBLEMS = 5;

export function templateNameTaken(name: string): DomainError {
  return new DomainError('name-taken', `There is a template named ${name} already. Choose another name.`);
}

export function editedMeanwhile(
  { name, version }: { name: string; version: number },
  since: number,
): DomainError {
  const message = `Template ${name} is at version ${version} by now, and the edit was made of version ${since}. Reload it, and make the edit again.`;
  return new DomainError('conflict', message, { details: { version } });
}

export function noSuchVersion(name: string, version: number): DomainError {
  return new DomainError('not-found', `Template ${name} has no version ${version}. Reload its versions.`);
}

/** By field, e.g. `content.services.0.branch`. */
export function unusableFields(fields: Readonly<Record<string, string>>): DomainError {
  const message = `The input is not usable: ${spoken(Object.values(fields))}.`;
  return new DomainError('invalid-input', message, { details: { fields } });
}

export function unusableYaml(problems: readonly TemplateProblem[]): DomainError {
  const lines = problems.map(({ line, column, message }) => `line ${line}, column ${column}: ${message}`);
  const message = `The YAML was not imported: ${spoken(lines)}.`;
  return new DomainError('invalid-input', message, { details: { problems } });
}

export function addressesByOpsOnly(services: readonly string[]): DomainError {
  const message =
    `Only ops can let the routes of ${services.join(', ')} lead to an explicit address. ` +
    'Ask them to edit the template, or choose another kind of override.';
  return new DomainError('forbidden', message, { details: { services } });
}

export function notFromTemplate(sandbox: string): DomainError {
  return new DomainError('not-found', `Sandbox ${sandbox} was not made from a template.`);
}

export function templateDeleted(template: string): DomainError {
  const message = `Template ${template} was deleted, so the sandbox cannot be brought to a version of it any more. It lives on as it is.`;
  return new DomainError('conflict', message);
}

function spoken(problems: readonly string[]): string {
  const rest = problems.length - SPOKEN_PROBLEMS;
  return problems.slice(0, SPOKEN_PROBLEMS).join('; ') + (rest > 0 ? `; and ${rest} more` : '');
}
