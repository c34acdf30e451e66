/** How long a sandbox may live from now, as it is offered. */
export const LIFETIMES = [
  { hours: 24, words: '1 day' },
  { hours: 72, words: '3 days' },
  { hours: 168, words: '7 days' },
  { hours: 336, words: '14 days' },
  { hours: 720, words: '30 days' },
] as const;

const HOUR_MS = 3_600_000;

/** Whole hours, at least one: what the control plane takes. Null for never. */
export function hoursUntil(time: string | null): number | null {
  return time === null ? null : Math.max(1, Math.round((Date.parse(time) - Date.now()) / HOUR_MS));
}
