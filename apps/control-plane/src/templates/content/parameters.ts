import { type TemplateParameter } from '@sdp/protocol';
import { isParameterValue } from './grammar.js';
import { Pattern } from './pattern.js';

/** Why a value is none for a parameter, as the rest of a sentence; null when it is one. */
export function parameterProblem(
  { pattern, choices }: Partial<TemplateParameter>,
  value: string,
): string | null {
  const problem = isParameterValue(value);
  if (problem) return problem;
  if (choices && choices.length > 0 && !choices.includes(value))
    return `must be one of ${choices.join(', ')}`;
  if (pattern !== undefined && !new Pattern(pattern).matches(value))
    return `does not match the pattern ${pattern}`;
  return null;
}

export type ParameterValues = { values: ReadonlyMap<string, string> } | { problems: Record<string, string> };

/** Given values and defaults together, or everything that is wrong with them, by name. */
export function parameterValues(
  parameters: readonly TemplateParameter[],
  given: Readonly<Record<string, string>>,
): ParameterValues {
  const problems: Record<string, string> = {};
  const values = new Map<string, string>();
  for (const parameter of parameters) {
    const { name } = parameter;
    const value = Object.hasOwn(given, name) ? given[name] : parameter.default;
    const problem = value === undefined ? 'is needed: it has no default' : parameterProblem(parameter, value);
    if (problem) problems[name] = problem;
    else values.set(name, value!);
  }
  const names = new Set(parameters.map(({ name }) => name));
  for (const name of Object.keys(given))
    if (!names.has(name)) problems[name] = 'is no parameter of this version of the template';
  return Object.keys(problems).length > 0 ? { problems } : { values };
}
