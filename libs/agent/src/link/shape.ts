import { DeployError } from '@sdp/deployer';

/**
 * Reads a value of unknown origin as a T, or throws `invalid-input` naming the field and the rule. Never the value:
 * frames carry passwords. What a shape does not name is dropped.
 */
export type Shape<T> = (value: unknown, field: string) => T;

type Fields<T> = { [K in keyof T]-?: Shape<T[K]> };

export function matching(pattern: RegExp): Shape<string> {
  return (value, field) =>
    typeof value === 'string' && pattern.test(value) ? value : refuse(field, `${pattern}`);
}

/** Text of at most `max` characters, without NUL: it becomes an argument or a variable of a process. */
export function text(max: number): Shape<string> {
  return (value, field) =>
    typeof value === 'string' && value.length <= max && !value.includes('\0')
      ? value
      : refuse(field, `text of at most ${max} characters`);
}

export function integer(from: number, to: number): Shape<number> {
  return (value, field) =>
    Number.isSafeInteger(value) && (value as number) >= from && (value as number) <= to
      ? (value as number)
      : refuse(field, `a whole number from ${from} to ${to}`);
}

export function number(from: number, to: number): Shape<number> {
  return (value, field) =>
    typeof value === 'number' && value >= from && value <= to
      ? value
      : refuse(field, `a number from ${from} to ${to}`);
}

export function oneOf<const T extends string>(...choices: readonly T[]): Shape<T> {
  return (value, field) => choices.find((choice) => choice === value) ?? refuse(field, choices.join(' or '));
}

export function optional<T>(shape: Shape<T>): Shape<T | undefined> {
  return (value, field) => (value === undefined || value === null ? undefined : shape(value, field));
}

export function nullable<T>(shape: Shape<T>): Shape<T | null> {
  return (value, field) => (value === null ? null : shape(value, field));
}

export function list<T>(shape: Shape<T>, max: number): Shape<T[]> {
  return (value, field) =>
    Array.isArray(value) && value.length <= max
      ? value.map((item, index) => shape(item, `${field}[${index}]`))
      : refuse(field, `a list of at most ${max}`);
}

export function record<T>(key: RegExp, shape: Shape<T>, max: number): Shape<Record<string, T>> {
  return (value, field) => {
    const entries = Object.entries(plainObject(value, field));
    if (entries.length > max) refuse(field, `at most ${max} entries`);
    return Object.fromEntries(
      entries.map(([name, item]) => [
        matching(key)(name, `a name in ${field}`),
        shape(item, `${field}.${name}`),
      ]),
    );
  };
}

export function object<T extends object>(fields: Fields<T>): Shape<T> {
  const names = Object.keys(fields) as (keyof T & string)[];
  return (value, field) => {
    const source = new Map<string, unknown>(Object.entries(plainObject(value, field)));
    const read = names.map((name) => {
      const path = field ? `${field}.${name}` : name;
      return [name, fields[name](source.get(name), path)] as const;
    });
    return Object.fromEntries(read.filter(([, item]) => item !== undefined)) as T;
  };
}

function plainObject(value: unknown, field: string): object {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? value
    : refuse(field, 'an object');
}

function refuse(field: string, rule: string): never {
  throw new DeployError(
    'invalid-input',
    `The agent refused a frame: ${field || 'the payload'} is not ${rule}. Nothing was done.`,
    'platform',
  );
}
