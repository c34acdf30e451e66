import { type ValidatorFn, Validators } from '@angular/forms';
import { type TemplateContent, type TemplateParameter } from '@sdp/protocol';

/** What a parameter's value has to be; the control plane checks again. */
export function parameterValidators({ pattern, choices, default: preset }: TemplateParameter): ValidatorFn[] {
  const isThere = preset === '' ? Validators.nullValidator : Validators.required;
  const isChoice: ValidatorFn = ({ value }) =>
    value === preset || !choices?.length || choices.includes(value as string) ? null : { choices: true };
  const matches: ValidatorFn = ({ value }) =>
    value === preset || !pattern || whole(pattern)?.test(value as string) !== false
      ? null
      : { pattern: true };
  return [isThere, isChoice, matches];
}

/** The same in words. */
export function parameterRule({ pattern, choices }: TemplateParameter): string {
  if (choices?.length) return '';
  return pattern ? `Has to match ${pattern}` : '';
}

/** What a template says of a parameter. */
export function parameterText({ pattern, choices, default: preset }: TemplateParameter): string {
  return [
    choices?.length ? `one of ${choices.join(', ')}` : '',
    pattern ? `matches ${pattern}` : '',
    preset ? `${preset} unless typed` : '',
  ]
    .filter(Boolean)
    .join('; ');
}

/** The repository whose branches a parameter is chosen from: of the first service whose whole branch it is. */
export function repositoryOf({ services }: TemplateContent, parameter: string): string | undefined {
  return services.find(({ branch }) => branch.trim() === `\${${parameter}}`)?.repository;
}

/** By service, the branch that it gets from these values. */
export function previewOf(
  { services }: TemplateContent,
  parameters: Readonly<Record<string, string>>,
): Record<string, string> {
  return Object.fromEntries(services.map(({ name, branch }) => [name, filledIn(branch, parameters)]));
}

/** `${ticket}` becomes its value; what has none yet stays as it is written. */
function filledIn(text: string, parameters: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{([a-z][a-z0-9_]*)\}/g, (written, name: string) => parameters[name] || written);
}

/** Undefined where this browser does not understand it: then the control plane decides alone. */
function whole(pattern: string): RegExp | undefined {
  try {
    return new RegExp(`^(?:${pattern})$`, 'u');
  } catch {
    return undefined;
  }
}
