import { type Located, type LocatedMap, type LocatedScalar, type Problem, quoted } from './located.js';
import { didYouMean } from './suggestions.js';

/** What could be read of something: parts that are wrong are not there. */
export type Draft<T> = T extends string | number | boolean
  ? T
  : T extends readonly (infer U)[]
    ? (Draft<U> | undefined)[]
    : { [K in keyof T]?: Draft<T[K]> };

/** Reads a value; tells what is wrong with it and answers what is right. */
export type Reader<T> = (node: Located, report: (problem: Problem) => void) => Draft<T> | undefined;

/** Says what is wrong with a text: a continuation such as `must be …`; null when nothing is. */
export type TextRule = (text: string) => string | null;

export interface Field<T> {
  read: Reader<T>;
  isRequired: boolean;
  /** Null is the same as leaving it out. */
  mayBeNull: boolean;
}

type Fields<T> = { [K in keyof T]-?: Field<NonNullable<T[K]>> };

export function required<T>(read: Reader<T>): Field<T> {
  return { read, isRequired: true, mayBeNull: false };
}

export function optional<T>(read: Reader<T>, { mayBeNull = false } = {}): Field<T> {
  return { read, isRequired: false, mayBeNull };
}

export function text(rule: TextRule): Reader<string> {
  return (node, report) => {
    const { place } = node;
    if (node.kind !== 'scalar' || node.text === null) {
      report({ place, message: `${place.name} must be a text, ${butIs(node)}` });
      return undefined;
    }
    const problem = rule(node.text);
    if (problem === null) return node.text as Draft<string>;
    report({ place, message: `${place.name} ${problem}` });
    return undefined;
  };
}

export function number(rule: string, isUsable: (value: number) => boolean): Reader<number> {
  return (node, report) => {
    const value = node.kind === 'scalar' ? node.number : null;
    if (value !== null && isUsable(value)) return value as Draft<number>;
    const { place } = node;
    const isQuoted =
      node.kind === 'scalar' && node.text !== null && node.text !== '' && !isNaN(Number(node.text));
    const hint = value === null ? `, ${isQuoted ? 'without quotes' : butIs(node)}` : '';
    report({ place, message: `${place.name} must be ${rule}${hint}` });
    return undefined;
  };
}

export function flag(): Reader<boolean> {
  return (node, report) => {
    if (node.kind === 'scalar' && node.flag !== null) return node.flag as Draft<boolean>;
    const { place } = node;
    report({ place, message: `${place.name} must be true or false, ${butIs(node)}` });
    return undefined;
  };
}

export function list<T>(read: Reader<T>, { min = 0, max }: { min?: number; max: number }): Reader<T[]> {
  return (node, report) => {
    const { place } = node;
    if (node.kind !== 'list') {
      report({ place, message: `${place.name} must be a list, ${butIs(node)}` });
      return undefined;
    }
    if (node.items.length > max || node.items.length < min)
      report({ place, message: `${place.name} must have ${min} to ${max} entries`, needsWhole: true });
    return node.items.slice(0, max).map((item) => read(item, report)) as Draft<T[]>;
  };
}

/** A map whose keys people choose. */
export function record<T>(keyRule: TextRule, read: Reader<T>, max: number): Reader<Record<string, T>> {
  return (node, report) => {
    if (!isMap(node, report)) return undefined;
    const { place } = node;
    if (node.entries.length > max)
      report({ place, message: `${place.name} must not have more than ${max} entries` });

    const values: Record<string, unknown> = {};
    for (const { key, keyPlace, value } of node.entries.slice(0, max)) {
      const problem = keyRule(key);
      if (problem !== null)
        report({ place: keyPlace, message: `${quoted(key)} in ${place.name} ${problem}` });
      else if (Object.hasOwn(values, key)) report(twice(key, keyPlace));
      else values[key] = read(value, report);
    }
    return values as Draft<Record<string, T>>;
  };
}

/** A map with known keys. */
export function object<T extends object>(fields: Fields<T>): Reader<T> {
  const known = new Map(Object.entries<Field<unknown>>(fields));
  return (node, report) => {
    if (!isMap(node, report)) return undefined;
    const seen = new Set<string>();
    const values: Record<string, unknown> = {};
    for (const { key, keyPlace, value } of node.entries) {
      const field = known.get(key);
      if (!field) {
        const message = `${quoted(key)} is not known in ${node.place.name}${didYouMean(key, known.keys())}`;
        report({ place: keyPlace, message });
      } else if (seen.has(key)) report(twice(key, keyPlace));
      else if (!(field.mayBeNull && isNull(value))) values[key] = field.read(value, report);
      seen.add(key);
    }
    for (const [key, { isRequired }] of known)
      if (isRequired && !seen.has(key))
        report({ place: node.place, message: `${node.place.name} needs ${key}`, needsWhole: true });
    return values as Draft<T>;
  };
}

function isMap(node: Located, report: (problem: Problem) => void): node is LocatedMap {
  if (node.kind === 'map') return true;
  const { place } = node;
  report({ place, message: `${place.name} must be a set of names and values, ${butIs(node)}` });
  return false;
}

function isNull(node: Located): boolean {
  return node.kind === 'scalar' && node.isNull;
}

function twice(key: string, place: LocatedScalar['place']): Problem {
  return { place, message: `${quoted(key)} is there twice` };
}

function butIs(node: Located): string {
  if (node.kind === 'list') return 'but is a list';
  if (node.kind === 'map') return 'but is a set of names and values';
  if (node.isNull) return 'but has no value';
  if (node.text !== null) return `but is the text ${quoted(node.text)}`;
  return node.number === null ? 'but is true or false' : `but is the number ${node.number}`;
}
