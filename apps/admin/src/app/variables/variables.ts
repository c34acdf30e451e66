import { type Variable } from './dot-env';
import { VARIABLE_NAME, VARIABLE_NAME_RULE } from '../names/names';

/** What is wrong with a row's name, in words; undefined when nothing is. A wholly empty row counts as not there. */
export function nameProblem({ name, value }: Variable, all: Variable[]): string | undefined {
  if (name === '') return value === '' ? undefined : 'Give this value a name.';
  if (!VARIABLE_NAME.test(name)) return VARIABLE_NAME_RULE;
  return all.filter((other) => other.name === name).length > 1 ? 'This name is there twice.' : undefined;
}

export function areValid(variables: Variable[]): boolean {
  return variables.every((variable) => nameProblem(variable, variables) === undefined);
}

export function toRecord(variables: Variable[]): Record<string, string> {
  return Object.fromEntries(
    variables.filter(({ name }) => name !== '').map(({ name, value }) => [name, value]),
  );
}

export function toRows(record: Readonly<Record<string, string>>): Variable[] {
  return Object.entries(record).map(([name, value]) => ({ name, value }));
}
