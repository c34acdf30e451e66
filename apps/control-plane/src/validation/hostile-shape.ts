import { DomainError } from '../errors/domain-error.js';

const MAX_DEPTH = 12;
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor', 'prototype']);

/** Refuses what no honest client sends, before any recursive code walks through it. Itself it does not recurse. */
export function refuseHostileShape(input: unknown): void {
  let level: unknown[] = [input];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > MAX_DEPTH)
      throw new DomainError('invalid-input', `The input is nested deeper than ${MAX_DEPTH} levels.`);
    level = level.flatMap(children);
  }
}

function children(value: unknown): unknown[] {
  if (Buffer.isBuffer(value) || value instanceof ArrayBuffer)
    throw new DomainError('invalid-input', 'Binary data is not accepted here.');
  if (typeof value !== 'object' || value === null) return [];

  const forbidden = Object.keys(value).find((key) => FORBIDDEN_KEYS.has(key));
  if (forbidden) throw new DomainError('invalid-input', `The field name "${forbidden}" is not allowed.`);
  return Object.values(value);
}
