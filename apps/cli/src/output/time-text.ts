/** `4.2 s`, `1 min 5 s`. */
export function durationText(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`;
  return `${Math.floor(ms / 60_000)} min ${Math.floor((ms % 60_000) / 1_000)} s`;
}

/** `in 3 days`, `5 min ago`; `never` for nothing. */
export function whenText(time: string | null, now = Date.now()): string {
  if (time === null) return 'never';
  const distance = Date.parse(time) - now;
  const text = roughly(Math.abs(distance));
  return distance > 0 ? `in ${text}` : `${text} ago`;
}

function roughly(ms: number): string {
  const minutes = ms / 60_000;
  if (minutes < 60) return `${Math.round(minutes)} min`;
  if (minutes < 48 * 60) return `${Math.round(minutes / 60)} h`;
  return `${Math.round(minutes / (24 * 60))} days`;
}
