export interface RowRange {
  from: number;
  to: number;
}

/** So many rows come at once: more would take longer than a frame or two. */
export const MOST_NEW_ROWS = 8;

/**
 * The next step from the rows that are rendered to the wanted ones: what is wanted no more goes, and a few that are new
 * come, down from `firstInView` before those above it, which nobody sees yet.
 */
export function stepTowards(now: RowRange, wanted: RowRange, firstInView: number): RowRange {
  const start = Math.max(wanted.from, Math.min(firstInView, wanted.to));
  const kept = { from: Math.max(now.from, wanted.from), to: Math.min(now.to, wanted.to) };
  const { from, to } = kept.from < kept.to ? kept : { from: start, to: start };
  const below = Math.min(MOST_NEW_ROWS, wanted.to - to);
  const above = Math.min(MOST_NEW_ROWS - below, from - wanted.from);
  return { from: from - above, to: to + below };
}

export function isSameRange(a: RowRange, b: RowRange): boolean {
  return a.from === b.from && a.to === b.to;
}
