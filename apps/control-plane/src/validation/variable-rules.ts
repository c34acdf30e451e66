import { VARIABLE_NAME } from '@sdp/protocol';

export const MAX_VARIABLES = 500;
export const MAX_VALUE_LENGTH = 32_768;

export const NAME_RULE = 'names are at most 120 letters, digits and _, not starting with a digit';

/** Names that mean something to JavaScript's objects. */
const RESERVED_NAMES = new Set(['__proto__', 'constructor', 'prototype']);

/** What is wrong with the name of a variable, in words that follow a subject; null when nothing is. */
export function variableNameProblem(name: unknown): string | null {
  if (typeof name !== 'string' || !VARIABLE_NAME.test(name))
    return `has the name ${JSON.stringify(String(name).slice(0, 80))}; ${NAME_RULE}`;
  return RESERVED_NAMES.has(name) ? `has the reserved name ${name}` : null;
}

/** Never quotes the value: it may be a secret. */
export function variableValueProblem(value: unknown): string | null {
  const isUsable = typeof value === 'string' && value.length <= MAX_VALUE_LENGTH && !value.includes('\0');
  return isUsable ? null : `texts of at most ${MAX_VALUE_LENGTH} characters without NUL`;
}
