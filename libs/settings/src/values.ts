import { isAbsolute, resolve } from 'node:path';
import { type ExactValidator, makeExactValidator } from 'envalid';
import {
  agentOf,
  type ConfiguredAgent,
  hostPatternOf,
  masterKeyOf,
  networkOf,
  originOf,
  personOf,
  secretOf,
  webAddressOf,
} from './entries.js';

/** How the variables of the control plane are read. Messages never repeat a secret. */

export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** A whole number within bounds. */
export const within = (from: number, to: number): ExactValidator<number> =>
  makeExactValidator((input) => {
    const value = Number(input);
    if (!Number.isInteger(value) || value < from || value > to)
      throw new Error(`must be a whole number from ${from} to ${to}`);
    return value;
  });

/** A number within bounds, with decimals. */
export const between = (from: number, to: number): ExactValidator<number> =>
  makeExactValidator((input) => {
    const value = Number(input);
    if (!(value >= from && value <= to)) throw new Error(`must be a number from ${from} to ${to}`);
    return value;
  });

export const port = within(1, 65_535);
export const durationMs = within(100, 24 * 3_600_000);
export const hours = within(1, 24 * 365);

export const folder = makeExactValidator((input) => (isAbsolute(input) ? input : resolve(input)));

/** Entries with commas between them. */
export const listOf = <T>(entryOf: (text: string) => T): ExactValidator<T[]> =>
  makeExactValidator((input) =>
    input
      .split(',')
      .map((entry) => entry.trim())
      .filter(Boolean)
      .map(entryOf),
  );

export const origins = listOf(originOf);
export const people = listOf(personOf);
export const hostPatterns = listOf(hostPatternOf);
export const networks = listOf(networkOf);
export const masterKey = makeExactValidator(masterKeyOf);

export const webAddress = makeExactValidator(webAddressOf);
export const longToken = makeExactValidator(secretOf);

export const agentTokens = makeExactValidator<ConfiguredAgent[]>((input) => {
  const list = input.split(',').map(agentOf);
  const isUnique = (key: 'name' | 'token') => new Set(list.map((agent) => agent[key])).size === list.length;
  if (!isUnique('name')) throw new Error('names an agent twice');
  if (!isUnique('token')) throw new Error('gives two agents the same token');
  return list;
});
