const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const EXACT = new Intl.DateTimeFormat(undefined, {
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  second: '2-digit',
  timeZoneName: 'short',
});

/** A time to the second, on this browser's clock, with its zone: logs are in UTC. */
export function exactText(time: string): string {
  const ms = Date.parse(time);
  return Number.isNaN(ms) ? 'at an unknown time' : EXACT.format(ms);
}

/** A duration as a person would say it: `340 ms`, `4.2 s`, `1 min 5 s`, `2 h 3 min`. */
export function durationText(ms: number): string {
  if (ms < SECOND) return `${Math.max(0, Math.round(ms))} ms`;
  if (ms < 10 * SECOND) return `${(ms / SECOND).toFixed(1)} s`;
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min ${Math.floor((ms % MINUTE) / SECOND)} s`;
  return `${Math.floor(ms / HOUR)} h ${Math.floor((ms % HOUR) / MINUTE)} min`;
}

/** A running duration in whole seconds, so that it does not flicker. Clocks may disagree a little: never negative. */
export function elapsedText(since: string, now: number): string {
  const seconds = Math.max(0, Math.floor((now - Date.parse(since)) / SECOND));
  return seconds < 60 ? `${seconds} s` : durationText(seconds * SECOND);
}

/** How long ago something was: `just now`, `5 min ago`, `3 h ago`, `2 days ago`, then the date. */
export function agoText(time: string, now: number): string {
  const age = now - Date.parse(time);
  if (Number.isNaN(age)) return 'at an unknown time';
  if (age < 10 * SECOND) return 'just now';
  if (age < MINUTE) return `${Math.floor(age / SECOND)} s ago`;
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min ago`;
  if (age < DAY) return `${Math.floor(age / HOUR)} h ago`;
  const days = Math.floor(age / DAY);
  if (days < 30) return days === 1 ? 'yesterday' : `${days} days ago`;
  return new Date(time).toLocaleDateString(undefined, { year: 'numeric', month: 'short', day: 'numeric' });
}

/** How far ahead something is: `in 5 min`, `in 3 h`, `in 2 days`; `now` once it is there. */
export function untilText(time: string, now: number): string {
  const left = Date.parse(time) - now;
  if (Number.isNaN(left)) return 'at an unknown time';
  if (left < MINUTE) return left <= 0 ? 'now' : 'in less than a minute';
  if (left < HOUR) return `in ${Math.floor(left / MINUTE)} min`;
  if (left < 2 * DAY) return `in ${Math.floor(left / HOUR)} h`;
  return `in ${Math.round(left / DAY)} days`;
}
