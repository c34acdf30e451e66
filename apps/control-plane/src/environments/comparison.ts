import { type EnvironmentComparison, type VariableDifference } from '@sdp/protocol';
import { type StoredValues } from './environment-records.js';
import { type StoredValue } from './secrets/secret-box.js';

/** One side of a comparison: its values, and how to read a secret among them. */
export interface ComparedSide {
  values: StoredValues;
  textOf(name: string, stored: StoredValue): string;
}

/** Every name that differs; secrets are compared by what is in them, and not shown. */
export function compareValues(
  left: ComparedSide,
  right: ComparedSide,
): Pick<EnvironmentComparison, 'differences' | 'sameCount'> {
  const names = [...new Set([...left.values.keys(), ...right.values.keys()])].sort();
  const differences = names.flatMap((name) => differenceIn(name, left, right) ?? []);
  return { differences, sameCount: names.length - differences.length };
}

function differenceIn(name: string, left: ComparedSide, right: ComparedSide): VariableDifference | null {
  const [one, other] = [left.values.get(name), right.values.get(name)];
  const sides = { name, left: shown(one), right: shown(other) };
  if (!one) return { ...sides, kind: 'only-right' };
  if (!other) return { ...sides, kind: 'only-left' };
  const isSameKind = (one.keyId === null) === (other.keyId === null);
  const isSame = isSameKind && left.textOf(name, one) === right.textOf(name, other);
  return isSame ? null : { ...sides, kind: 'different' };
}

function shown(stored: StoredValue | undefined): VariableDifference['left'] {
  if (!stored) return null;
  const isSecret = stored.keyId !== null;
  return { value: isSecret ? null : stored.value, isSecret };
}
