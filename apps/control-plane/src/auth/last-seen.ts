const PRECISION_MS = 60_000;

/** When something was last used is written down once a minute: more would be a write for every request. */
export function isWorthNoting(noted: Date | null, now: Date): boolean {
  return noted === null || Math.abs(now.getTime() - noted.getTime()) >= PRECISION_MS;
}
