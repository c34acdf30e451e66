import { IsTextMap } from './text-map.decorator.js';
import { MAX_VARIABLES, variableNameProblem, variableValueProblem } from './variable-rules.js';

/** Key/value variables of a sandbox or an instance. */
export function IsVariables(): PropertyDecorator {
  return IsTextMap('isVariables', { example: { catalog_url: 'http://catalog' } }, problemOf);
}

function problemOf(entries: readonly [string, unknown][]): string | null {
  if (entries.length > MAX_VARIABLES) return `must not have more than ${MAX_VARIABLES} entries`;

  for (const [name, text] of entries) {
    const nameProblem = variableNameProblem(name);
    if (nameProblem) return nameProblem;
    const valueProblem = variableValueProblem(text);
    if (valueProblem) return `has a bad value for ${name}; values are ${valueProblem}`;
  }
  return null;
}
