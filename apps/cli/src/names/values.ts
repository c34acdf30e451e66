import { usageError } from '../cli-error.js';

/** Options like `--param ticket=SHOP-1`, given as often as one likes. Collects; @throws CliError (usage) */
export function pair(text: string, before: Record<string, string> = {}): Record<string, string> {
  const at = text.indexOf('=');
  if (at < 1) throw usageError(`"${text}" is no name=value.`);
  return { ...before, [text.slice(0, at)]: text.slice(at + 1) };
}

/** Options that may be given several times. */
export function each(text: string, before: string[] = []): string[] {
  return [...before, text];
}

/** The longest that a timer can wait: a longer one ends at once. */
const LONGEST_MS = 2 ** 31 - 1;

/** `90s`, `15m`, `2h`, or seconds, in milliseconds: as long as a timer can wait. @throws CliError (usage) */
export function duration(text: string): number {
  const [, number = '', unit = 's'] = /^(\d+)(s|m|h)?$/.exec(text) ?? [];
  if (number === '') throw usageError(`"${text}" is no duration: write 90s, 15m or 2h.`);
  const ms = Number(number) * { s: 1_000, m: 60_000, h: 3_600_000 }[unit as 's' | 'm' | 'h'];
  if (ms > LONGEST_MS) throw usageError(`"${text}" is too long: write 596h at most.`);
  return ms;
}

/** Whole hours, or `never`, as requests say it: null for never. @throws CliError (usage) */
export function ttl(text: string): { ttlHours: number | null } {
  if (text === 'never') return { ttlHours: null };
  if (!/^\d{1,9}$/.test(text))
    throw usageError(
      `"${text}" says no hours: write them as a whole number, as in 48 for two days, or "never".`,
    );
  return { ttlHours: Number(text) };
}

/** A whole number from 0. @throws CliError (usage) */
export function count(text: string): number {
  if (!/^\d{1,15}$/.test(text)) throw usageError(`"${text}" is no whole number.`);
  return Number(text);
}
